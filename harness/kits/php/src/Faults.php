<?php

declare(strict_types=1);

namespace EsiaSim;

/** Lies and failures that the provider commits by order; docs/FAULTS.md lists them. */
final class Faults
{
    public function __construct(private readonly Control $control)
    {
    }

    /** Arms a fault; the particulars are fields of ArmedFault, such as times: 1. */
    public function arm(string $fault, mixed ...$particulars): void
    {
        $this->control->call('POST', '/faults', ['fault' => $fault] + $particulars);
    }

    /** Disarms all. */
    public function clear(): void
    {
        $this->control->call('DELETE', '/faults');
    }
}
