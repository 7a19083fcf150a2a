package io.mainstem.commandcentre;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.mainstem.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** The page in headless Chromium; {@code build/browser} prepares what it takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
  private static final String EMAIL = "odalys@fennimore-catering.example";
  private static final Path PICTURES = Path.of("target/pictures");
  private static final String AXE = axe();

  private final Chromium chromium =
      Chromium.start()
          .orElseThrow(
              () ->
                  new TestAbortedException(
                      "skipped: no chromium, node or target/browser (build/browser prepares"
                          + " them)"));
  private final TestDatabase store = SeededStore.create();
  private final RunningCentre centre = RunningCentre.over(store);
  private final List<BrowserContext> contexts = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();

  @AfterEach
  void shouldNotHaveComplained() {
    contexts.forEach(BrowserContext::close);
    contexts.clear();
    assertThat(complaints).isEmpty();
  }

  @AfterAll
  void close() {
    centre.close();
    chromium.close();
  }

  @Test
  void shouldFollowARecordByKeyboardAlone() {
    Page page = open("/", ColorScheme.LIGHT, 1400);

    page.keyboard().press("/");
    page.keyboard().type(EMAIL);
    page.keyboard().press("Enter");
    page.waitForURL("**/trace?key=*");

    assertThat(page.locator("#journey-title").textContent()).isEqualTo("Odalys Fennimore");
    assertThat(page.locator("#key").inputValue()).isEqualTo(EMAIL);
    assertThat(page.locator(".stages li")).isNotNull();
    assertThat(page.locator("#received").textContent()).contains("crm contact 1001");
  }

  @Test
  void shouldOfferToSkipToTheContentFirst() {
    Page page = open("/", ColorScheme.LIGHT, 1400);

    page.keyboard().press("Tab");
    assertThat(focused(page)).isEqualTo("Skip to content");
    page.keyboard().press("Enter");
    page.keyboard().press("Tab");

    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("key");
  }

  @Test
  void shouldShowWhereTheFocusIsOnEveryStop() {
    Page page = open("/", ColorScheme.LIGHT, 1400);
    for (int stop = 0; stop < 40; stop++) {
      page.keyboard().press("Tab");
      Object visible =
          page.evaluate(
              """
              () => {
                const at = document.activeElement;
                const shown = (e) => e && getComputedStyle(e).outlineStyle !== "none";
                return at === document.body || shown(at) || shown(at.closest(".box"));
              }
              """);
      assertThat(visible).as("focus ring on " + focused(page)).isEqualTo(true);
    }
  }

  @Test
  void shouldUpdateByItselfWhenARecordArrives() {
    Page page = open("/", ColorScheme.LIGHT, 1400);
    PlaywrightAssertions.assertThat(page.locator("#pulse")).hasText("live");
    page.locator("#source-pos").focus();

    store.execute(
        """
        insert into ops.source_event values ('evt-new', 'chat', 'slack', 'message', '1', 1,
          'UPSERT', now(), now(), 'rcp-new', 'WEBHOOK', 'source.chat', 0, 1);
        insert into ops.consumer_position values ('test', 'source.chat', 0, 1)
        """);

    PlaywrightAssertions.assertThat(page.locator("#n-chat-IN_FLIGHT"))
        .hasText("1", new LocatorAssertions.HasTextOptions().setTimeout(20_000));
    assertThat(page.evaluate("document.activeElement.id")).isEqualTo("source-pos");
    store.execute("delete from ops.source_event where event_id = 'evt-new'");
  }

  @Test
  void shouldTakeADecisionAndShowWhatComesOfIt() {
    Page page = open("/identity", ColorScheme.LIGHT, 1400);
    Locator pair = page.locator("article.pair");
    assertThat(pair.textContent()).contains("O Fenner", "at stake: GBP 40.00", "75.0 % probable");
    pair.locator("input[name=by]").fill("Wilhelmina Ostler");
    pair.locator("input[name=reason]").fill("she said so herself");
    pair.getByText("The same", new Locator.GetByTextOptions().setExact(true)).click();
    page.waitForURL("**/identity?decision=dec_*");
    PlaywrightAssertions.assertThat(page.locator(".notice")).containsText("Taken.");

    String id = page.url().substring(page.url().indexOf("dec_"));
    store.execute(
        "insert into ops.identity_decision values ('"
            + id
            + "', 'MUST_LINK', 'person', '{crm|contact|1001,pos|customer|SQCUST2}', 'Wilhelmina"
            + " Ostler', 'she said so herself', now()); update ops.link set canonical_id ="
            + " 'cus_11111111-1111-5111-8111-111111111111' where source_id = 'SQCUST2'");
    PlaywrightAssertions.assertThat(page.locator(".notice[data-done]"))
        .containsText("is part of Odalys Fennimore");
    store.execute(
        "delete from ops.identity_decision where decision_id = '"
            + id
            + "'; update ops.link set canonical_id = alias where source_id = 'SQCUST2'");
  }

  @ParameterizedTest
  @CsvSource({
    "overview, /",
    "journey, /trace?key=" + EMAIL,
    "nothing, /trace?key=nobody",
    "insights, /insights",
    "actions, /actions",
    "quarantine, /quarantine",
    "conflicts, /conflicts",
    "identity, /identity",
    "decided, /identity?decision=dec_seed",
    "bytes, /quarantine/q-90",
    "events, /events?connection=pos&outcome=QUARANTINED"
  })
  void shouldBeAccessibleInLightAndDark(String name, String path) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      Page page = open(path, scheme, 1400);
      page.screenshot(
          new Page.ScreenshotOptions()
              .setFullPage(true)
              .setPath(PICTURES.resolve(name + "-" + scheme + ".png")));

      assertThat(violations(page)).isEqualTo(List.of());
    }
  }

  @ParameterizedTest
  @CsvSource({"/", "/trace?key=" + EMAIL, "/conflicts", "/identity"})
  void shouldFitANarrowScreen(String path) {
    Page page = open(path, ColorScheme.LIGHT, 400);

    assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
        .isEqualTo(true);
  }

  private Page open(String path, ColorScheme scheme, int width) {
    BrowserContext context =
        chromium
            .browser()
            .newContext(
                new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 900));
    contexts.add(context);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add(path + ": " + message.text());
          }
        });
    page.onPageError(error -> complaints.add(path + ": " + error));
    page.navigate(centre.uri(path).toString());
    return page;
  }

  /** What axe-core finds, each with the first place where. */
  private static Object violations(Page page) {
    page.evaluate(AXE);
    return page.evaluate(
        "axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))");
  }

  private static String axe() {
    try (InputStream in = Objects.requireNonNull(PageIT.class.getResourceAsStream("/axe.min.js"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.textContent.trim()"));
  }
}
