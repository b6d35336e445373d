package esia.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A private key with its certificate, both in PEM files, and the `client_certificate_hash` of versions 2 and 3.
 *
 * @param keyFile the private key, PKCS#8 without a password
 * @param certificateFile its certificate
 * @param certificateHash what `esia-idp keys` printed of it
 */
public record Keys(Path keyFile, Path certificateFile, String certificateHash) {
    /** The kinds of keys that the program makes. */
    public enum Algorithm {
        RSA2048,
        GOST256,
        GOST512;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Makes a key and a self-signed certificate in a folder. */
    public static Keys make(Path folder, Algorithm algorithm) {
        var name = algorithm.word();
        var lines = Program.run("", "keys", "--algorithm", name, "--subject", "CN=" + name, "--out", folder.toString(),
                "--name", name, "--force").split("\n");
        return new Keys(Path.of(lines[0]), Path.of(lines[1]), lines[2].replace("client_certificate_hash ", ""));
    }

    /** The certificate as it is registered. */
    public String certificatePem() {
        return read(certificateFile);
    }

    /** A detached CMS signature in base64url, as version 1 sends it: RSA keys only. */
    public String cms(String text) {
        try {
            var signature = Cms.sign(text, rsa(), certificatePem().getBytes());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException error) {
            throw new EsiaSimException(keyFile + ": a CMS signature takes an RSA key here; a GOST key signs bare", error);
        }
    }

    /** A bare signature of an RSA or a GOST key in base64url, as versions 2 and 3 send it; the program makes it. */
    public String bare(String text) {
        return Program.run(text, "sign", "--key", keyFile.toString()).strip();
    }

    private PrivateKey rsa() throws GeneralSecurityException {
        var body = read(keyFile).replaceAll("-----[^-]+-----|\\s", "");
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }
}
