package dev.corral.origin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The origin as it is by default; {@link ControlRoutesTest} shows that these calls work when control is on. */
@QuarkusTest
class ControlOffTest {

    @TestHTTPResource
    URL rows;

    @TestHTTPResource(value = "/", management = true)
    URL control;

    @ParameterizedTest
    @CsvSource({
        "GET, /ledger",
        "DELETE, /ledger",
        "GET, /ledger/live",
        "GET, /faults",
        "POST, /faults",
        "DELETE, /faults",
        "DELETE, /queue"
    })
    void controlThatIsOff_isNotThere(String method, String path) {
        OriginClient origin = new OriginClient(rows, control);

        assertThat(origin.control(method, path).statusCode()).isEqualTo(404);
        assertThat(origin.control("GET", "/q/health/ready").statusCode()).isEqualTo(200);
    }
}
