<?php

declare(strict_types=1);

namespace EsiaSim;

/** The answer of the token endpoint. */
final class Tokens
{
    public readonly string $accessToken;
    public readonly ?string $idToken;

    /** @param array<string, mixed> $answer */
    public function __construct(public readonly array $answer)
    {
        $this->accessToken = $answer['access_token'];
        $this->idToken = $answer['id_token'] ?? null;
    }

    /**
     * What the access token says. Its signature is not checked here: that is what your application is for.
     *
     * @return array<string, mixed>
     */
    public function claims(): array
    {
        $body = base64_decode(strtr(explode('.', $this->accessToken)[1], '-_', '+/'));
        return json_decode($body, true, flags: JSON_THROW_ON_ERROR);
    }

    /** Whose token it is. */
    public function oid(): int
    {
        return (int) $this->claims()['urn:esia:sbj_id'];
    }
}
