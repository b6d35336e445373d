<?php

declare(strict_types=1);

namespace EsiaSim;

/** The clock of a realm. */
final class Clock
{
    public function __construct(private readonly Control $control)
    {
    }

    public function now(): \DateTimeImmutable
    {
        return new \DateTimeImmutable($this->control->call('GET', '/clock')['now']);
    }

    /** Makes it stand still at an RFC 3339 moment, or where it is. */
    public function freeze(?string $at = null): void
    {
        $now = $at ?? $this->now()->format(\DateTimeInterface::RFC3339_EXTENDED);
        $this->control->call('PUT', '/clock', ['mode' => 'frozen', 'now' => $now]);
    }

    /** Gives it back to the machine's time. */
    public function followMachine(): void
    {
        $this->control->call('PUT', '/clock', ['mode' => 'system']);
    }

    /**
     * Moves it forward by an ISO 8601 duration; what falls due on the way happens, and is told.
     *
     * @return array<string, mixed>
     */
    public function advance(string $by): array
    {
        return $this->control->call('POST', '/clock/advance', ['by' => $by]);
    }
}
