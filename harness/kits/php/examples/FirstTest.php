<?php

use EsiaSim\UsesEsia;
use PHPUnit\Framework\TestCase;

final class FirstTest extends TestCase
{
    use UsesEsia;

    public function testACitizenSignsIn(): void
    {
        $citizen = $this->esia->person(last_name: 'Пробный');
        $diary = $this->esia->client(scopes: ['openid', 'fullname']);
        $tokens = $this->esia->signIn($citizen, $diary)->tokens;
        $this->assertSame($citizen->oid, $tokens->oid());
        $this->assertSame('Пробный', $diary->readPerson($tokens)['lastName']);
    }
}
