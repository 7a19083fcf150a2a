package io.mainstem.simulators.tools;

import static io.mainstem.simulators.json.Json.object;

import io.mainstem.simulators.api.Answer;
import io.mainstem.simulators.api.Call;
import io.mainstem.simulators.json.Json;
import io.mainstem.simulators.vendor.Credential;
import io.mainstem.simulators.vendor.Entry;
import io.mainstem.simulators.vendor.Kind;
import io.mainstem.simulators.vendor.Office;
import io.mainstem.simulators.vendor.Refusal;
import io.mainstem.simulators.vendor.Refusal.Why;
import io.mainstem.simulators.vendor.Vendor;
import java.util.List;
import java.util.Map;

/**
 * The design studio's own shared drive, no product: folders are made by naming them, and a folder
 * made again stays as it is. It tells nobody; its register of documents is a file.
 */
public final class Drive implements Vendor {
  private static final String FOLDER = "/folders/([a-z0-9-]{1,100})";

  @Override
  public String name() {
    return "drive";
  }

  @Override
  public Map<String, String> secrets() {
    return Map.of("token", "drive-simulated");
  }

  @Override
  public List<Kind> kinds() {
    return List.of(
        new Kind(
            "folders",
            n -> "client-" + n,
            n -> object("title", "Client " + n),
            (body, entry) ->
                body.put("name", entry.id())
                    .put("link", "https://drive.example/clients/" + entry.id())));
  }

  @Override
  public String limit() {
    return "10/1s";
  }

  @Override
  public Answer refuse(Refusal refusal) {
    int status =
        switch (refusal.why()) {
          case UNAUTHENTICATED -> 401;
          case FORBIDDEN -> 403;
          case NOT_FOUND -> 404;
          case CONFLICT -> 409;
          case INVALID -> 400;
          case RATE_LIMITED -> 429;
        };
    return Answer.json(status, object("error", refusal.words()));
  }

  @Override
  public void open(Office office) {
    office.guardedBy(Credential.bearer(office.secret("token")));
    office
        .on("GET", FOLDER, call -> shown(200, office.found("folders", call.part(0))))
        .on("PUT", FOLDER, call -> make(office, call));
  }

  private static Answer make(Office office, Call call) {
    String title = Json.text(Office.body(call), "title");
    if (title == null || title.isBlank()) {
      throw new Refusal(Why.INVALID, "title: missing (expected: what people call the folder)");
    }
    return office
        .records()
        .get("folders", call.part(0))
        .map(there -> shown(200, there))
        .orElseGet(
            () -> shown(201, office.put(call, "folders", call.part(0), object("title", title))));
  }

  private static Answer shown(int status, Entry folder) {
    return Answer.json(status, folder.body());
  }
}
