<?php

declare(strict_types=1);

use EsiaSim\ControlError;
use EsiaSim\PageError;
use EsiaSim\Person;
use EsiaSim\Refused;
use EsiaSim\Server;
use EsiaSim\UsesEsia;
use PHPUnit\Framework\TestCase;

/** The helpers against a server: each statement has a case that would fail without it. */
final class HelpersTest extends TestCase
{
    use UsesEsia;

    public function testARefusedCallNamesFieldAndFix(): void
    {
        try {
            $this->esia->person(snils: '1');
            $this->fail('it was taken');
        } catch (ControlError $refused) {
            $this->assertSame('snils', $refused->problem['field']);
            $this->assertStringContainsString('fix: ', $refused->getMessage());
        }
    }

    /** @dataProvider algorithms */
    public function testAClientSignsWithEveryKindOfKey(string $algorithm): void
    {
        $person = $this->esia->person();
        $client = $this->esia->client(algorithm: $algorithm);
        $this->assertSame($person->oid, $this->esia->signIn($person, $client)->tokens->oid());
    }

    public static function algorithms(): array
    {
        return [['rsa2048'], ['gost256'], ['gost512']];
    }

    public function testAWrongSignatureIsRefusedAndTheJournalSaysWhy(): void
    {
        $client = $this->esia->client();
        $url = $client->authorizeUrl(client_secret: $client->secret('2018.01.01 00:00:00 +0000', 'another'));
        $way = $this->esia->walk($this->esia->person(), $url);
        $this->expectException(Refused::class);
        $this->expectExceptionMessageMatches('/ESIA-007005.*fix: /s');
        $client->returned($way, $url);
    }

    public function testAStateThatAnotherRequestSentIsNotTaken(): void
    {
        $client = $this->esia->client();
        $way = $this->esia->walk($this->esia->person(), $client->authorizeUrl());
        $this->expectException(Refused::class);
        $client->returned($way, $client->authorizeUrl());
    }

    public function testWhoDoesNotConsentComesBackWithoutACode(): void
    {
        $url = $this->esia->client()->authorizeUrl();
        $way = $this->esia->walk($this->esia->person(), $url, consents: false);
        $this->assertSame([null, 'access_denied'], [$way->code, $way->error]);
    }

    /** @dataProvider factors */
    public function testASecondFactorIsGivenAsThePersonWould(string $kind): void
    {
        $person = $this->esia->person(mobile: '+7(000)1112233');
        $this->esia->control->call('PUT', "/people/$person->oid/second-factor", ['kind' => $kind]);
        $this->assertSame($person->oid, $this->esia->signIn($person, $this->esia->client())->tokens->oid());
        $this->assertCount($kind === 'sms' ? 1 : 0, $this->esia->outbox->messages($person->mobile, 'sms'));
    }

    public static function factors(): array
    {
        return [['sms'], ['totp']];
    }

    public function testAWrongPasswordEndsAtThePageThatSaysSo(): void
    {
        $person = new Person(['password' => 'wrong'] + $this->esia->person()->facts);
        $this->expectException(PageError::class);
        $this->esia->walk($person, $this->esia->client()->authorizeUrl());
    }

    public function testWaitingForAMessageThatDoesNotComeEnds(): void
    {
        $this->expectExceptionMessage('no sms to +70001112244');
        $this->esia->outbox->wait('+70001112244', 'sms', 0.05);
    }

    public function testAMessageThatComesDuringTheWaitEndsIt(): void
    {
        $person = $this->esia->person(mobile: '+7(000)1112255');
        // Blocks the person as soon as the server counts a call that waits; who asks again and again is never among them.
        $source = '[, $loader, $metrics, $ca, $control, $oid] = $argv; require $loader; $http = new EsiaSim\Http($ca ?: null);'
            . 'for ($tries = 0; str_contains($http->send("GET", $metrics)->body, "\nesia_followers 0\n"); $tries++) {'
            . ' if ($tries === 2000) { exit(1); } }'
            . '(new EsiaSim\Control($http, $control))->call("POST", "/people/$oid/commands", ["command" => "block", "reason" => "проба"]);';
        $server = $this->esia->server;
        $control = $this->esia->control->url;
        $command = [PHP_BINARY, '-r', $source, '--', self::loader(), "$server->baseUrl/metrics", (string) $server->caFile, $control, (string) $person->oid];
        $beside = proc_open($command, [], $pipes);
        try {
            // One call: whoever waited to its end would find the message too, and the process beside would have given up.
            $this->assertStringContainsString('заблокирована', $this->esia->outbox->wait('+7(000)1112255', 'sms', 40)['text']);
        } finally {
            $code = proc_close($beside);
        }
        $this->assertSame(0, $code, 'nobody waited at the server');
    }

    private static function loader(): string
    {
        return dirname((string) (new ReflectionClass(Server::class))->getFileName(), 2) . '/autoload.php';
    }

    public function testTheClockStandsWhereItIsPutAndMovesWhenTold(): void
    {
        $this->esia->clock->freeze('2024-09-02T07:00:00Z');
        $this->esia->clock->advance('P1DT1H');
        $this->assertSame(gmmktime(8, 0, 0, 9, 3, 2024), $this->esia->clock->now()->getTimestamp());
        $this->assertNotNull($this->esia->signIn($this->esia->person(), $this->esia->client())->way->code);
    }

    public function testAFaultIsCommittedUntilItIsCleared(): void
    {
        [$client, $person] = [$this->esia->client(), $this->esia->person()];
        $this->esia->faults->arm('redirect-no-code', times: 5);
        $this->assertNull($this->esia->walk($person, $client->authorizeUrl())->code);
        $this->esia->faults->clear();
        $this->assertNotNull($this->esia->walk($person, $client->authorizeUrl())->code);
    }

    public function testARealmMayHaveAnAddressWithoutAPath(): void
    {
        $own = $this->esia->server->realm(ownAddress: true);
        $this->assertNull(parse_url($own->baseUrl, PHP_URL_PATH));
        $this->assertNotNull($own->signIn($own->person(), $own->client())->way->code);
        $own->remove();
    }

    public function testOverHttpsTheAuthorityIsNamed(): void
    {
        $server = Server::start(tls: true);
        $this->assertStringStartsWith('https://', $server->baseUrl);
        $this->assertStringContainsString('BEGIN CERTIFICATE', (string) file_get_contents((string) $server->caFile));
        $server->close();
    }

    public function testAServerThatDoesNotStartSaysWhy(): void
    {
        $this->expectExceptionMessage('--no-such-option');
        Server::start(false, '--no-such-option');
    }

    public function testTheServerEndsWithAProcessThatIsKilled(): void
    {
        $source = 'require $argv[1]; echo EsiaSim\Server::start()->baseUrl, "\n"; sleep(600);';
        $command = [PHP_BINARY, '-r', $source, '--', self::loader()];
        $parent = proc_open($command, [1 => ['pipe', 'w']], $pipes);
        $address = (string) parse_url(trim((string) fgets($pipes[1])), PHP_URL_PORT);
        $this->assertTrue(self::listens($address));
        proc_terminate($parent, 9);
        proc_close($parent);
        $end = hrtime(true) + 10_000_000_000;
        while (self::listens($address)) {
            $this->assertLessThan($end, hrtime(true), 'the server outlived its parent');
            usleep(20_000);
        }
    }

    private static function listens(string $port): bool
    {
        $socket = @fsockopen('127.0.0.1', (int) $port);
        return $socket !== false && fclose($socket);
    }
}
