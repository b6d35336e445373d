<?php

declare(strict_types=1);

namespace EsiaSim;

/** SMS, mail and letters of a realm: nothing is sent. */
final class Outbox
{
    /** @var array<string, int> */
    private array $taken = [];

    public function __construct(private readonly Control $control)
    {
    }

    /**
     * The messages of a kind (`sms`, `mail`, `letter`) to a phone, an address or a SNILS, oldest first.
     *
     * @return list<array{id: int, at: string, kind: string, to: string, text: string, code?: string|null}>
     */
    public function messages(?string $to = null, ?string $kind = null, int $after = 0): array
    {
        $to = $to === null ? null : str_replace(['(', ')'], '', $to);
        $query = http_build_query(array_filter(['to' => $to, 'kind' => $kind]) + ['after' => $after]);
        return $this->control->call('GET', "/outbox?$query")['messages'];
    }

    /**
     * The next message to somebody: of two calls, the second waits for a message behind that of the first.
     *
     * @return array{id: int, at: string, kind: string, to: string, text: string, code?: string|null}
     */
    public function wait(string $to, ?string $kind = null, float $seconds = 10): array
    {
        $whose = ($kind ?? 'message') . " to $to";
        $after = $this->taken[$whose] ?? 0;
        $end = hrtime(true) + $seconds * 1e9;
        while (($found = $this->messages($to, $kind, $after)) === []) {
            if (hrtime(true) > $end) {
                throw new \RuntimeException("no $whose behind number $after within $seconds s");
            }
            usleep(20_000);
        }
        $this->taken[$whose] = $found[0]['id'];
        return $found[0];
    }
}
