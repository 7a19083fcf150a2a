package io.mainstem.benchmarks;

import io.mainstem.runtime.http.HttpServer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The webhook door's own HTTP server, with nothing behind it: reads the body, answers 200. */
public final class CeilingServer {
  private CeilingServer() {}

  /** Takes the port. */
  public static void main(String[] args) throws InterruptedException {
    HttpServer.start(
        HttpServer.Options.asynchronous("ceiling", "127.0.0.1", Integer.parseInt(args[0])),
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Content.Source.consumeAll(request, callback);
            return true;
          }
        });
    Thread.currentThread().join();
  }
}
