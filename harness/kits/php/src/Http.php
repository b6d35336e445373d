<?php

declare(strict_types=1);

namespace EsiaSim;

/** One way to a server: it trusts the server's authority and follows no redirect. */
final class Http
{
    public function __construct(private readonly ?string $caFile)
    {
    }

    /** @param array<string, string> $headers */
    public function send(string $method, string $url, array $headers = [], string $body = ''): Answer
    {
        $lines = array_map(static fn (string $name): string => "$name: {$headers[$name]}", array_keys($headers));
        $http = [
            'method' => $method,
            'header' => $lines,
            'content' => $body,
            'ignore_errors' => true,
            'follow_location' => 0,
            'protocol_version' => 1.1,
            'timeout' => 30,
        ];
        $http['header'][] = 'Connection: close';
        $trust = $this->caFile === null ? [] : ['cafile' => $this->caFile];
        $stream = @fopen($url, 'r', false, stream_context_create(['http' => $http, 'ssl' => $trust]));
        if ($stream === false) {
            throw new \RuntimeException("$method $url: " . (error_get_last()['message'] ?? 'no answer'));
        }
        $text = (string) stream_get_contents($stream);
        [$status, $given] = self::head(stream_get_meta_data($stream)['wrapper_data']);
        fclose($stream);
        return new Answer($url, $status, $given, $text);
    }

    /**
     * @param array<string, string> $fields
     * @param array<string, string> $headers
     */
    public function form(string $url, array $fields, array $headers = []): Answer
    {
        $type = ['Content-Type' => 'application/x-www-form-urlencoded'];
        return $this->send('POST', $url, $headers + $type, http_build_query($fields));
    }

    /**
     * @param list<string> $lines
     * @return array{int, array<string, list<string>>}
     */
    private static function head(array $lines): array
    {
        $status = (int) explode(' ', $lines[0])[1];
        $headers = [];
        foreach (array_slice($lines, 1) as $line) {
            [$name, $value] = explode(':', $line, 2);
            $headers[strtolower($name)][] = trim($value);
        }
        return [$status, $headers];
    }
}
