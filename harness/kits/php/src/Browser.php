<?php

declare(strict_types=1);

namespace EsiaSim;

/** A citizen at the provider's pages: forms are read from the page and filled in as a person would. */
final class Browser
{
    private const STEPS_MAX = 30;
    private const STEPS = [
        '/login', '/login/captcha', '/login/sms', '/login/totp', '/login/role', '/login/consent', '/login/password/skip',
    ];
    private const ALERT = '~<div[^>]*role="alert"[^>]*>(.*?)</div>~s';
    private const TITLE = '~<title>(.*?)</title>~s';

    /** @var array<string, string> */
    private array $cookies = [];

    public function __construct(
        private readonly Realm $realm,
        private readonly Person $person,
        private readonly bool $consents,
    ) {
    }

    /** Goes from page to page until the browser is sent to the relying party. */
    public function walk(string $authorizeUrl): Way
    {
        parse_str((string) parse_url($authorizeUrl, PHP_URL_QUERY), $asked);
        $back = $asked['redirect_uri'] ?? '';
        $answer = $this->open($authorizeUrl);
        $filled = '';
        for ($step = 0; $step < self::STEPS_MAX; $step++) {
            if (($location = $answer->location()) !== null) {
                $target = self::resolved($answer->url, $location);
                if ($back !== '' && str_starts_with($target, $back)) {
                    return new Way($target);
                }
                $answer = $this->open($target);
                continue;
            }
            $complaints = self::textOf($answer->body, self::ALERT);
            $form = $this->next($answer->body);
            // The same form again means that what was filled in did not do.
            if ($form === null || ($form[0] === $filled && $complaints !== '')) {
                $title = self::textOf($answer->body, self::TITLE);
                throw new PageError(trim("$answer->status $answer->url «{$title}» $complaints"));
            }
            [$filled, $fields] = $form;
            $answer = $this->open(self::resolved($answer->url, $filled), $fields);
        }
        throw new PageError('no end after ' . self::STEPS_MAX . " steps, at $answer->url");
    }

    /**
     * The form of a page that leads on, filled in: its action and its fields.
     *
     * @return array{string, array<string, string>}|null
     */
    private function next(string $page): ?array
    {
        $forms = self::forms($page);
        foreach (self::STEPS as $step) {
            foreach ($forms as [$action, $fields]) {
                if (str_ends_with($action, $step)) {
                    $fields = $this->valuesFor($step) + $fields;
                    if (isset($fields['captcha_id'])) {
                        $shown = $this->realm->control->call('GET', "/captchas/{$fields['captcha_id']}");
                        $fields['captcha'] = $shown['answer'];
                    }
                    return [$action, $fields];
                }
            }
        }
        return null;
    }

    /** @return array<string, string> */
    private function valuesFor(string $step): array
    {
        $person = $this->person;
        if ($step === '/login' && $person->password === null) {
            throw new PageError('the password is known of people made by person(): it is not shown again');
        }
        return match ($step) {
            '/login' => ['login' => $person->logins[0], 'password' => $person->password],
            '/login/sms' => ['code' => $this->lastCode()],
            '/login/totp' => [
                'code' => $this->realm->control->call('GET', "/people/$person->oid/second-factor")['code'],
            ],
            '/login/role' => ['role' => 'citizen'],
            '/login/consent' => ['decision' => $this->consents ? 'grant' : 'deny'],
            default => [],
        };
    }

    private function lastCode(): string
    {
        $codes = array_filter(array_column($this->realm->outbox->messages(kind: 'sms'), 'code'));
        return end($codes) ?: '';
    }

    /** @return list<array{string, array<string, string>}> */
    private static function forms(string $page): array
    {
        preg_match_all('~<form\b([^>]*)>(.*?)</form>~s', $page, $found, PREG_SET_ORDER);
        return array_map(static function (array $form): array {
            preg_match_all('~<input\b([^>]*)>~', $form[2], $inputs);
            $fields = [];
            foreach (array_map(self::attributes(...), $inputs[1]) as $input) {
                // What is not ticked is not sent.
                $isTick = in_array($input['type'] ?? '', ['checkbox', 'radio'], true);
                if (isset($input['name']) && (!$isTick || isset($input['checked']))) {
                    $fields[$input['name']] = $input['value'] ?? '';
                }
            }
            return [self::attributes($form[1])['action'] ?? '', $fields];
        }, $found);
    }

    /** @return array<string, string> */
    private static function attributes(string $tag): array
    {
        preg_match_all('~([\w-]+)(?:="([^"]*)")?~', $tag, $found, PREG_SET_ORDER);
        $named = [];
        foreach ($found as $one) {
            $named[$one[1]] = html_entity_decode($one[2] ?? '', ENT_QUOTES | ENT_HTML5);
        }
        return $named;
    }

    private static function textOf(string $page, string $part): string
    {
        preg_match($part, $page, $found);
        $text = html_entity_decode((string) preg_replace('~<[^>]*>~', ' ', $found[1] ?? ''));
        return trim((string) preg_replace('~\s+~', ' ', $text));
    }

    private static function resolved(string $base, string $target): string
    {
        if (preg_match('~^\w+://~', $target) === 1) {
            return $target;
        }
        preg_match('~^\w+://[^/]+~', $base, $origin);
        return $origin[0] . $target;
    }

    /** @param array<string, string>|null $fields */
    private function open(string $url, ?array $fields = null): Answer
    {
        $pairs = array_map(static fn ($name, $value): string => "$name=$value", array_keys($this->cookies), $this->cookies);
        $headers = $pairs === [] ? [] : ['Cookie' => implode('; ', $pairs)];
        $http = $this->realm->server->http;
        $answer = $fields === null ? $http->send('GET', $url, $headers) : $http->form($url, $fields, $headers);
        foreach ($answer->headers['set-cookie'] ?? [] as $cookie) {
            [$name, $value] = explode('=', explode(';', $cookie)[0], 2);
            if (stripos($cookie, 'max-age=0') !== false) {
                unset($this->cookies[$name]);
            } else {
                $this->cookies[$name] = $value;
            }
        }
        return $answer;
    }
}
