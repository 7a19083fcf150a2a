package io.mainstem.simulators.rota;

import io.mainstem.simulators.webhook.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Where the rota database is, and who may create it if it is not there.
 *
 * @param adminUrl any database of the same server, or null where the launcher creates everything
 */
public record RotaSettings(
    String url,
    String user,
    Secret password,
    @Nullable String adminUrl,
    @Nullable String adminUser,
    @Nullable Secret adminPassword) {}
