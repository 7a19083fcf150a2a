package io.mainstem.commandcentre.web;

/**
 * What every page has around its content.
 *
 * @param business title of the workspace
 * @param key what stands in the search box
 */
public record ShellView(String title, String business, String key) {}
