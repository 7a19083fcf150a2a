package io.mainstem.sink.writeback;

import io.mainstem.connections.door.Snapshots;
import io.mainstem.connections.http.AccessToken;
import io.mainstem.connections.json.Bytes;
import io.mainstem.runtime.state.ConnectionStates;
import io.mainstem.runtime.state.StateKind;

/** Access tokens as ingest keeps them fresh: only read here, so that nobody rotates them twice. */
public interface AccessTokens {
  /** For connections whose tools give none. */
  AccessTokens NONE =
      new AccessTokens() {
        @Override
        public AccessToken of(String connection) {
          return AccessToken.NONE;
        }

        @Override
        public void refused(String connection, AccessToken token) {
          // Nobody gave it.
        }
      };

  /** The one that is valid now; {@link AccessToken#NONE} where there is none yet. */
  AccessToken of(String connection);

  /** The tool did not take it: whoever owns the connection asks for another. */
  void refused(String connection, AccessToken token);

  /** Those in the topic of connection states. */
  static AccessTokens in(ConnectionStates states) {
    return new AccessTokens() {
      @Override
      public AccessToken of(String connection) {
        return states
            .text(connection, StateKind.TOKEN, "access")
            .map(AccessToken::read)
            .orElse(AccessToken.NONE);
      }

      @Override
      public void refused(String connection, AccessToken token) {
        var _ =
            states.put(
                connection,
                StateKind.SCHEDULE,
                "token-refused",
                Snapshots.hash(Bytes.utf8(token.value())));
      }
    };
  }
}
