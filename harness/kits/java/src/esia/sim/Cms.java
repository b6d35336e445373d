package esia.sim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** A detached CMS signature (RFC 5652) of an RSA key, in DER. The JDK exports no CMS, and what is needed of it fits here. */
final class Cms {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int OCTETS = 0x04;
    private static final int TAGGED = 0xa0;

    // The object identifiers, as they are encoded.
    private static final byte[] SIGNED_DATA = oid("2a864886f70d010702");
    private static final byte[] DATA = oid("2a864886f70d010701");
    private static final byte[] CONTENT_TYPE = oid("2a864886f70d010903");
    private static final byte[] MESSAGE_DIGEST = oid("2a864886f70d010904");
    private static final byte[] SHA256 = node(SEQUENCE, oid("608648016503040201"), hex("0500"));
    private static final byte[] RSA = node(SEQUENCE, oid("2a864886f70d010101"), hex("0500"));
    private static final byte[] VERSION_1 = hex("020101");

    private Cms() {}

    /** Signs a text; the certificate goes along, the text does not. */
    static byte[] sign(String text, PrivateKey key, byte[] certificatePem) throws GeneralSecurityException {
        var factory = CertificateFactory.getInstance("X.509");
        var certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificatePem));
        var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        var type = node(SEQUENCE, CONTENT_TYPE, node(SET, DATA));
        var attributes = concat(type, node(SEQUENCE, MESSAGE_DIGEST, node(SET, node(OCTETS, digest))));
        // What is signed is the set; in the message it stands under a tag of its own.
        var signing = Signature.getInstance("SHA256withRSA");
        signing.initSign(key);
        signing.update(node(SET, attributes));
        var issuer = certificate.getIssuerX500Principal().getEncoded();
        var issuerAndSerial = node(SEQUENCE, issuer, integer(certificate.getSerialNumber()));
        var signature = node(OCTETS, signing.sign());
        var signer = node(SEQUENCE, VERSION_1, issuerAndSerial, SHA256, node(TAGGED, attributes), RSA, signature);
        var certificates = node(TAGGED, certificate.getEncoded());
        var signedData =
                node(SEQUENCE, VERSION_1, node(SET, SHA256), node(SEQUENCE, DATA), certificates, node(SET, signer));
        return node(SEQUENCE, SIGNED_DATA, node(TAGGED, signedData));
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] oid(String digits) {
        return node(0x06, hex(digits));
    }

    private static byte[] integer(BigInteger number) {
        return node(0x02, number.toByteArray());
    }

    private static byte[] node(int tag, byte[]... parts) {
        var body = concat(parts);
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (body.length < 0x80) {
            out.write(body.length);
        } else {
            var length = BigInteger.valueOf(body.length).toByteArray();
            // The sign octet of a number does not belong to a length.
            int first = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - first));
            out.write(length, first, length.length - first);
        }
        out.writeBytes(body);
        return out.toByteArray();
    }

    private static byte[] concat(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
