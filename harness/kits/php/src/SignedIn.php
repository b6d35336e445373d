<?php

declare(strict_types=1);

namespace EsiaSim;

/** A sign-in that came to its end: where the browser came back to, and what the code was good for. */
final class SignedIn
{
    public function __construct(public readonly Way $way, public readonly Tokens $tokens)
    {
    }
}
