<?php

declare(strict_types=1);

namespace EsiaSim;

/** Where the browser was sent back to; without a code it says why. */
final class Way
{
    public readonly ?string $code;
    public readonly ?string $state;
    public readonly ?string $error;
    public readonly ?string $errorDescription;

    public function __construct(public readonly string $redirectTo)
    {
        parse_str((string) parse_url($redirectTo, PHP_URL_QUERY), $query);
        $this->code = $query['code'] ?? null;
        $this->state = $query['state'] ?? null;
        $this->error = $query['error'] ?? null;
        $this->errorDescription = $query['error_description'] ?? null;
    }
}
