<?php

declare(strict_types=1);

namespace EsiaSim;

/** A person of a realm; `facts` is everything that the control API told. */
final class Person
{
    public readonly int $oid;
    /** `simplified`, `standard`, `confirmed`. */
    public readonly string $level;
    public readonly string $lastName;
    public readonly string $firstName;
    public readonly ?string $snils;
    public readonly ?string $mobile;
    public readonly ?string $email;
    /** @var list<string> what the person may sign in by */
    public readonly array $logins;
    /** Known of people that were just made. */
    public readonly ?string $password;

    /** @param array<string, mixed> $facts */
    public function __construct(public readonly array $facts)
    {
        $this->oid = $facts['oid'];
        $this->level = $facts['level'];
        $this->lastName = $facts['last_name'];
        $this->firstName = $facts['first_name'];
        $this->snils = $facts['snils'] ?? null;
        $this->mobile = $facts['mobile'] ?? null;
        $this->email = $facts['email'] ?? null;
        $this->logins = $facts['logins'];
        $this->password = $facts['password'] ?? null;
    }
}
