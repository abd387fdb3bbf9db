package dev.corral.lab.report.page;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/** A browser library on the class path, in the version that the build has chosen. */
record WebJar(String name) {

    static final WebJar CHARTS = new WebJar("chart.js");

    String read(String file) {
        return Template.read("/META-INF/resources/webjars/" + name + "/" + version() + "/" + file);
    }

    private String version() {
        Properties pom = new Properties();
        try {
            pom.load(new StringReader(Template.read("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return pom.getProperty("version");
    }
}
