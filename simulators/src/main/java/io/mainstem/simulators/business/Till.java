package io.mainstem.simulators.business;

/**
 * One till of a site.
 *
 * @param sharePercent how much of the site's trade goes through it
 */
public record Till(String deviceId, String name, int siteId, int sharePercent) {}
