<?php

declare(strict_types=1);

namespace EsiaSim;

/** A private key with its certificate, both in PEM files, and the `client_certificate_hash` of versions 2 and 3. */
final class Keys
{
    public function __construct(
        public readonly string $keyFile,
        public readonly string $certificateFile,
        public readonly string $certificateHash,
    ) {
    }

    /** Makes a key and a self-signed certificate in a folder: `rsa2048`, `gost256`, `gost512`. */
    public static function make(string $folder, string $algorithm): self
    {
        $names = ['--subject', "CN=$algorithm", '--out', $folder, '--name', $algorithm, '--force'];
        $lines = explode("\n", Program::run(['keys', '--algorithm', $algorithm, ...$names]));
        return new self($lines[0], $lines[1], str_replace('client_certificate_hash ', '', $lines[2]));
    }

    /** The certificate as it is registered. */
    public function certificatePem(): string
    {
        return (string) file_get_contents($this->certificateFile);
    }

    /** A detached CMS signature in base64url, as version 1 sends it: RSA keys only. */
    public function cms(string $text): string
    {
        [$from, $to] = [tempnam(sys_get_temp_dir(), 'esia'), tempnam(sys_get_temp_dir(), 'esia')];
        file_put_contents($from, $text);
        $certificate = "file://{$this->certificateFile}";
        $flags = OPENSSL_CMS_DETACHED | OPENSSL_CMS_BINARY;
        $key = "file://{$this->keyFile}";
        $isSigned = openssl_cms_sign($from, $to, $certificate, $key, null, $flags, OPENSSL_ENCODING_DER);
        $signature = (string) file_get_contents($to);
        array_map(unlink(...), [$from, $to]);
        if (!$isSigned) {
            throw new \RuntimeException('a CMS signature takes an RSA key here: ' . openssl_error_string());
        }
        return self::base64url($signature);
    }

    /** A bare signature of an RSA or a GOST key in base64url, as versions 2 and 3 send it; the program makes it. */
    public function bare(string $text): string
    {
        return trim(Program::run(['sign', '--key', $this->keyFile], $text));
    }

    private static function base64url(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }
}
