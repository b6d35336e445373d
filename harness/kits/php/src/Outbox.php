<?php

declare(strict_types=1);

namespace EsiaSim;

/** SMS, mail and letters of a realm: nothing is sent. */
final class Outbox
{
    /** The server waits for at most a minute, a call of `Http` for 30 s; a longer wait is made of several calls. */
    private const WAIT_S_MAX = 20.0;

    /** @var array<string, int> */
    private array $taken = [];

    public function __construct(private readonly Control $control)
    {
    }

    /**
     * The messages of a kind (`sms`, `max`, `mail`, `letter`) to a phone, an address or a SNILS, oldest first.
     *
     * @return list<array{id: int, at: string, kind: string, to: string, text: string, code?: string|null}>
     */
    public function messages(?string $to = null, ?string $kind = null, int $after = 0): array
    {
        return $this->read($to, $kind, ['after' => $after]);
    }

    /**
     * @param array<string, int|string> $more
     *
     * @return list<array{id: int, at: string, kind: string, to: string, text: string, code?: string|null}>
     */
    private function read(?string $to, ?string $kind, array $more): array
    {
        $to = $to === null ? null : str_replace(['(', ')'], '', $to);
        $query = http_build_query(array_filter(['to' => $to, 'kind' => $kind]) + $more);
        return $this->control->call('GET', "/outbox?$query")['messages'];
    }

    /**
     * The next message to somebody, as soon as it is there: of two calls, the second waits for a message behind that of the first.
     *
     * @return array{id: int, at: string, kind: string, to: string, text: string, code?: string|null}
     */
    public function wait(string $to, ?string $kind = null, float $seconds = 10): array
    {
        $whose = ($kind ?? 'message') . " to $to";
        $after = $this->taken[$whose] ?? 0;
        $end = hrtime(true) + $seconds * 1e9;
        $left = static fn (): float => min(max(($end - hrtime(true)) / 1e9, 0), self::WAIT_S_MAX);
        $wanted = static fn (): array => ['after' => $after, 'wait' => sprintf('PT%.3FS', $left())];
        while (($found = $this->read($to, $kind, $wanted())) === []) {
            if (hrtime(true) >= $end) {
                throw new \RuntimeException("no $whose behind number $after within $seconds s");
            }
        }
        $this->taken[$whose] = $found[0]['id'];
        return $found[0];
    }
}
