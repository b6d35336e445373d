<?php

declare(strict_types=1);

namespace EsiaSim;

/** A registered relying party of a test: it signs requests, fetches tokens and reads data. */
final class Client
{
    /** @param bool $isFirst whether it speaks version 1 of the protocol, with CMS; else version 3, with bare signatures */
    public function __construct(
        private readonly Realm $realm,
        public readonly string $mnemonic,
        public readonly Keys $keys,
        public readonly string $redirectUri,
        public readonly string $scope,
        private readonly bool $isFirst,
    ) {
    }

    /** The `client_secret` of a request: the signature over its values. */
    public function secret(string $timestamp, string $state, string $code = ''): string
    {
        return $this->isFirst
            ? $this->keys->cms($this->scope . $timestamp . $this->mnemonic . $state)
            : $this->keys->bare($this->mnemonic . $this->scope . $timestamp . $state . $this->redirectUri . $code);
    }

    /** The address of a signed authorization request; named arguments are added or replaced after it was signed. */
    public function authorizeUrl(string ...$changed): string
    {
        $asked = $changed + $this->signed() + ['response_type' => 'code', 'access_type' => 'online'];
        return "{$this->realm->baseUrl}/aas/oauth2/" . ($this->isFirst ? 'ac' : 'v2/ac') . '?' . http_build_query($asked);
    }

    /** What becomes of a browser that came back: the state is compared, the code redeemed. */
    public function returned(Way $way, string $authorizeUrl): SignedIn
    {
        if ($way->code === null) {
            throw $this->refused("$way->error: $way->errorDescription");
        }
        $state = (new Way($authorizeUrl))->state;
        if ($way->state !== $state) {
            throw new Refused("the browser came back with the state $way->state instead of $state");
        }
        return new SignedIn($way, $this->tokens($way->code));
    }

    /** Redeems a code; named arguments are added or replaced after the request was signed. */
    public function tokens(string $code, string ...$changed): Tokens
    {
        $plain = ['code' => $code, 'grant_type' => 'authorization_code', 'token_type' => 'Bearer'];
        $url = "{$this->realm->baseUrl}/aas/oauth2/" . ($this->isFirst ? 'te' : 'v3/te');
        $answer = $this->realm->server->http->form($url, $changed + $this->signed($code) + $plain);
        return new Tokens($this->opened($answer));
    }

    /**
     * The record of the person whose token it is.
     *
     * @return array<string, mixed>
     */
    public function readPerson(Tokens $tokens): array
    {
        return $this->read("/rs/prns/{$tokens->oid()}", $tokens);
    }

    /**
     * An answer of the data API, such as of `/rs/prns/{oid}/ctts?embed=(elements)`.
     *
     * @return array<string, mixed>
     */
    public function read(string $path, Tokens $tokens): array
    {
        $bearer = ['Authorization' => "Bearer $tokens->accessToken"];
        return $this->opened($this->realm->server->http->send('GET', $this->realm->baseUrl . $path, $bearer));
    }

    /** @return array<string, string> */
    private function signed(string $code = ''): array
    {
        $timestamp = $this->realm->clock->now()->setTimezone(new \DateTimeZone('UTC'))->format('Y.m.d H:i:s O');
        $state = vsprintf('%s%s-%s-%s-%s-%s%s%s', str_split(bin2hex(random_bytes(16)), 4));
        $hash = $this->isFirst ? [] : ['client_certificate_hash' => $this->keys->certificateHash];
        return $hash + [
            'client_id' => $this->mnemonic,
            'client_secret' => $this->secret($timestamp, $state, $code),
            'redirect_uri' => $this->redirectUri,
            'scope' => $this->scope,
            'state' => $state,
            'timestamp' => $timestamp,
        ];
    }

    /** @return array<string, mixed> */
    private function opened(Answer $answer): array
    {
        if ($answer->status !== 200) {
            throw $this->refused("$answer->status $answer->body");
        }
        return json_decode($answer->body, true, flags: JSON_THROW_ON_ERROR);
    }

    private function refused(string $answer): Refused
    {
        $refusals = $this->realm->refusals();
        return new Refused(implode("\n  ", [$answer, ...array_slice($refusals, -1)]));
    }
}
