package io.videotask.codegen;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes how a gateway takes its key: in which header, and whether as a signed token. */
final class KeyHeaderWriter {
  private static final String AUTHORIZATION = "Authorization";
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final Pattern PREFIX = Pattern.compile("[!-9;-~]{1,40}");
  private static final Pattern LIFETIME = Pattern.compile("([1-9][0-9]{0,3})m");
  private static final int MIN_LIFETIME = 5;

  /** Headers with a meaning of their own, which a key would replace. */
  private static final Set<String> OTHER_HEADERS =
      Set.of(
          "accept",
          "accept-encoding",
          "connection",
          "content-length",
          "content-type",
          "cookie",
          "host",
          "proxy-authorization",
          "transfer-encoding",
          "user-agent");

  private final JavaLines java;

  KeyHeaderWriter(JavaLines java) {
    this.java = java;
  }

  void write(MappingNode node) {
    if (!node.isObject()) {
      if (!node.text().equals("bearer")) {
        node.error(
            "`" + node.text() + "` is no auth",
            "write bearer, or {header: NAME}, {prefix: WORD} or {signed: HS256}");
      }
      return;
    }
    Map<String, MappingNode> keys = node.entries("auth");
    if (keys.isEmpty()) {
      node.error("`auth` says nothing", "write header, prefix or signed, or remove it");
      return;
    }
    String header = header(keys, node);
    String prefix = prefix(keys, header);
    String lifetime = lifetime(keys);
    String type = java.type(JavaNames.spi("KeyHeader"));
    java.override("public " + type + " keyHeader()")
        .add(
            "return new "
                + type
                + "("
                + JavaText.literal(header)
                + ", "
                + JavaText.literal(prefix)
                + ", "
                + lifetime
                + ");")
        .end();
    bearerAt(keys, type);
  }

  /** Some services of a gateway may take a bearer token where the others take a key. */
  private void bearerAt(Map<String, MappingNode> keys, String type) {
    MappingNode part = keys.get("bearerAt");
    if (part == null) {
      return;
    }
    if (!keys.containsKey("header")) {
      part.error("`bearerAt` is for gateways with another `header`", "add `header`, or remove it");
    }
    java.override("public " + type + " keyHeader(String url)")
        .add(
            "return url.contains("
                + JavaText.literal(part.text())
                + ") ? "
                + type
                + ".BEARER : keyHeader();")
        .end();
  }

  private static String header(Map<String, MappingNode> keys, MappingNode node) {
    MappingNode header = keys.get("header");
    if (header == null) {
      return AUTHORIZATION;
    }
    String name = header.text();
    if (!HEADER.matcher(name).matches()) {
      header.error("`" + name + "` is no header", "write letters, digits and hyphens");
    } else if (OTHER_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
      header.error("the header `" + name + "` has another use", "name the header of the key");
    } else if (name.equalsIgnoreCase(AUTHORIZATION) && !keys.containsKey("prefix")) {
      node.error(
          "`Authorization` needs a `prefix`",
          "write the word before the key, or leave out `header`");
    }
    return name;
  }

  private static String prefix(Map<String, MappingNode> keys, String header) {
    MappingNode prefix = keys.get("prefix");
    if (prefix == null) {
      return header.equals(AUTHORIZATION) ? "Bearer " : "";
    }
    if (!PREFIX.matcher(prefix.text()).matches()) {
      prefix.error(
          "`" + prefix.text() + "` is no prefix",
          "write one word, such as Key; a blank comes between it and the key");
    }
    return prefix.text() + " ";
  }

  private String lifetime(Map<String, MappingNode> keys) {
    MappingNode signed = keys.get("signed");
    MappingNode lifetime = keys.get("lifetime");
    if (signed == null) {
      if (lifetime != null) {
        lifetime.error("`lifetime` is for signed tokens only", "add `signed: HS256`, or remove it");
      }
      return "null";
    }
    if (!signed.text().equals("HS256")) {
      signed.error("tokens can't be signed with `" + signed.text() + "`", "write HS256");
    }
    long minutes = 30;
    if (lifetime != null) {
      Matcher matcher = LIFETIME.matcher(lifetime.text());
      minutes = matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
      if (minutes < MIN_LIFETIME) {
        lifetime.error(
            "`" + lifetime.text() + "` is no lifetime",
            "write minutes, such as 30m; at least " + MIN_LIFETIME + "m");
      }
    }
    return java.type("java.time.Duration") + ".ofMinutes(" + minutes + ")";
  }
}
