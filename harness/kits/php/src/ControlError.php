<?php

declare(strict_types=1);

namespace EsiaSim;

/** The control API refused a call; the message has field, expectation and fix of its answer. */
final class ControlError extends \RuntimeException
{
    /** @param array<string, mixed> $problem the answer */
    public function __construct(public readonly array $problem)
    {
        $lines = ["{$problem['status']} {$problem['title']}: {$problem['detail']}"];
        foreach (['field', 'expected', 'fix', 'docs'] as $name) {
            if (isset($problem[$name])) {
                $lines[] = "$name: {$problem[$name]}";
            }
        }
        parent::__construct(implode("\n  ", $lines));
    }
}
