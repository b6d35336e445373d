<?php

declare(strict_types=1);

namespace EsiaSim;

/** A whole provider as a test uses it: people, relying parties, messages, clock, faults, journal, sign-ins. */
final class Realm
{
    public readonly string $name;
    public readonly string $baseUrl;
    /** The authority that HTTPS clients have to trust; none over plain HTTP. */
    public readonly ?string $caFile;
    public readonly Control $control;
    public readonly Outbox $outbox;
    public readonly Clock $clock;
    public readonly Faults $faults;
    private int $clients = 0;

    /** @param array<string, mixed> $facts */
    public function __construct(public readonly Server $server, array $facts)
    {
        $this->name = $facts['realm'];
        $this->baseUrl = $facts['own_url'] ?? $facts['base_url'];
        $this->caFile = $server->caFile;
        $this->control = new Control($server->http, $facts['control_url']);
        $this->outbox = new Outbox($this->control);
        $this->clock = new Clock($this->control);
        $this->faults = new Faults($this->control);
    }

    /** Makes a person; named arguments are fields of PersonForm, such as level: 'standard', last_name: 'Пробный'. */
    public function person(mixed ...$form): Person
    {
        return new Person($this->control->call('POST', '/people', $form));
    }

    /**
     * Registers a relying party that signs its requests: RSA by version 1 of the protocol, GOST by version 3.
     *
     * @param list<string> $scopes
     * @param Keys|null $keys the keys of your application, in place of keys that are made
     * @param array<string, mixed> $registration further fields of RelyingParty
     */
    public function client(
        ?string $mnemonic = null,
        array $scopes = ['openid', 'fullname'],
        string $redirectUri = 'http://127.0.0.1/back',
        string $algorithm = 'rsa2048',
        ?Keys $keys = null,
        array $registration = [],
    ): Client {
        $mnemonic ??= 'CLIENT' . ++$this->clients;
        $keys ??= $this->server->keys($algorithm);
        $port = parse_url($redirectUri, PHP_URL_PORT);
        $host = parse_url($redirectUri, PHP_URL_HOST) . ($port === null ? '' : ":$port");
        $own = ['redirect_hosts' => [$host], 'scopes' => $scopes, 'certificates' => [$keys->certificatePem()]];
        $this->control->call('PUT', "/clients/$mnemonic", $own + $registration);
        return new Client($this, $mnemonic, $keys, $redirectUri, implode(' ', $scopes), $algorithm === 'rsa2048');
    }

    /** Signs a person in at a relying party by the provider's pages, and fetches the tokens. */
    public function signIn(Person $person, Client $client): SignedIn
    {
        $url = $client->authorizeUrl();
        return $client->returned($this->walk($person, $url), $url);
    }

    /** Signs a person in by the pages, from the address your application sent the browser to; the way back to it. */
    public function walk(Person $person, string $authorizeUrl, bool $consents = true): Way
    {
        return (new Browser($this, $person, $consents))->walk($authorizeUrl);
    }

    /**
     * What the journal says of refused requests, a line each, with the fix.
     *
     * @return list<string>
     */
    public function refusals(): array
    {
        $entries = $this->control->call('GET', '/journal?outcome=refused')['entries'];
        $told = static fn (array $one): string => "{$one['method']} {$one['path']} " . ($one['error'] ?? '')
            . (isset($one['why']) ? ", fix: {$one['why']['fix']}" : '');
        return array_map($told, $entries);
    }

    /** Drops the realm with everything in it. */
    public function remove(): void
    {
        $this->server->control->call('DELETE', "/realms/{$this->name}");
    }
}
