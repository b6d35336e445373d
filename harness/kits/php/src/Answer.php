<?php

declare(strict_types=1);

namespace EsiaSim;

/** An answer over HTTP. */
final class Answer
{
    /** @param array<string, list<string>> $headers by their names in lower case */
    public function __construct(
        public readonly string $url,
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {
    }

    public function location(): ?string
    {
        return $this->headers['location'][0] ?? null;
    }
}
