<?php

declare(strict_types=1);

namespace EsiaSim;

/** The control API of a realm or a server: arrays in, arrays out, problems as exceptions. docs/CONTROL.openapi.json lists it. */
final class Control
{
    public function __construct(private readonly Http $http, public readonly string $url)
    {
    }

    /**
     * @param array<string, mixed>|null $body
     * @return array<string, mixed>
     */
    public function call(string $method, string $path, ?array $body = null): array
    {
        $headers = $body === null ? [] : ['Content-Type' => 'application/json'];
        // An empty array would be a list.
        $text = $body === null ? '' : json_encode((object) $body, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        $answer = $this->http->send($method, $this->url . $path, $headers, $text);
        // Seeds have all 64 bits and no sign.
        $flags = JSON_THROW_ON_ERROR | JSON_BIGINT_AS_STRING;
        $told = $answer->body === '' ? [] : json_decode($answer->body, true, flags: $flags);
        return $answer->status < 400 ? $told : throw new ControlError($told);
    }
}
