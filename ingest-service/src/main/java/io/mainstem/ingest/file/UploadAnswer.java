package io.mainstem.ingest.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The answers an upload can get. */
record UploadAnswer(Response response, Callback callback) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int RETRY_SECONDS = 10;

  void receipt(Receipt receipt) {
    response.getHeaders().put("Mainstem-Receipt", receipt.receipt());
    write(200, receipt.json());
  }

  void refuse(int status, String cause) {
    try {
      write(status, JSON.writeValueAsBytes(Map.of("cause", cause)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map can always be written", e);
    }
  }

  void tooLarge() {
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    refuse(413, "file: too large (expected: at most " + Upload.MAX_BYTES + " bytes)");
  }

  void tryLater(String cause) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    refuse(503, cause);
  }

  /** The sender is gone: there is nobody to answer. */
  void abandon(Throwable failure) {
    callback.failed(failure);
  }

  private void write(int status, byte[] json) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    response.write(true, ByteBuffer.wrap(json), callback);
  }
}
