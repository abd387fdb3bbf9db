package dev.corral.node.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A self-signed certificate for one host, and its key, each in a PEM file.
 *
 * @param store a key store that contains both and trusts the certificate
 */
public record SelfSigned(Path certificate, Path key, Path store) {

    /** The password of the store. */
    public static final String PASSWORD = "changeit";

    public static SelfSigned of(String host, Path folder) throws IOException, GeneralSecurityException {
        return read(host, generated(host, folder.resolve(host + ".p12"), ""), folder);
    }

    /** Returns the certificate of an authority, which can sign others. */
    public static SelfSigned authority(String name, Path folder) throws IOException, GeneralSecurityException {
        return read(name, generated(name, folder.resolve(name + ".p12"), " -ext bc=ca:true"), folder);
    }

    /** Returns a certificate that the authority has signed, and that expired a day ago. */
    public static SelfSigned expired(String host, String authority, Path folder)
            throws IOException, GeneralSecurityException {
        String dates = " -startdate -2d -validity 1";
        return read(host, generated(host, folder.resolve(authority + ".p12"), dates + " -signer " + authority), folder);
    }

    private static SelfSigned read(String host, Path store, Path folder) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        byte[] certificate = keys.getCertificate(host).getEncoded();
        byte[] key = keys.getKey(host, PASSWORD.toCharArray()).getEncoded();
        return new SelfSigned(
                pem("CERTIFICATE", certificate, folder.resolve(host + ".crt")),
                pem("PRIVATE KEY", key, folder.resolve(host + ".key")),
                store);
    }

    private static Path generated(String host, Path store, String more) throws IOException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process keytool = new ProcessBuilder(
                        (tool + " -genkeypair -keyalg EC -storetype PKCS12 -storepass " + PASSWORD + " -alias " + host
                                        + " -dname CN=" + host + " -ext san=dns:" + host + more + " -keystore " + store)
                                .split(" "))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool did not make a certificate");
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
        return store;
    }

    private static Path pem(String kind, byte[] encoded, Path file) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
    }
}
