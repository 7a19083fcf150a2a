package io.mainstem.connections.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.mainstem.connections.expression.Function.Body;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;

/** Functions over text. */
final class TextFunctions {
  private static final String CHAPTER = "Text";

  private TextFunctions() {}

  static void addTo(FunctionSet set) {
    spelling(set);
    parts(set);
    questions(set);
    conversions(set);
    digests(set);
  }

  private static void spelling(FunctionSet set) {
    set.text("lower", text -> text.toLowerCase(Locale.ROOT));
    set.describe(CHAPTER, "lower(text)", "In lower case.", "lower('Ada ') == 'ada'");
    set.text("upper", text -> text.toUpperCase(Locale.ROOT));
    set.describe(CHAPTER, "upper(text)", "In upper case.", "upper('gb') == 'GB'");
    set.text("trim", text -> text);
    set.describe(
        CHAPTER,
        "trim(text)",
        "Without blanks around it; nothing where nothing remains.",
        "trim('  a b ') == 'a b'",
        "trim('  ') == null");
    set.text("compact", Texts::compact);
    set.describe(
        CHAPTER,
        "compact(text)",
        "Letters and digits only, in upper case: for codes people write with blanks and dashes.",
        "compact('gb 123-45') == 'GB12345'");
    set.text("slug", Texts::slug);
    set.describe(
        CHAPTER,
        "slug(text)",
        "Lower case ASCII words joined by `-`: for folder names and addresses.",
        "slug('Café Zoë & Co.') == 'cafe-zoe-co'");
    set.text("domain", Texts::domain);
    set.describe(
        CHAPTER,
        "domain(text)",
        "The domain of a web or email address, without www.",
        "domain('https://www.Acme.example/about') == 'acme.example'",
        "domain('ada@acme.example') == 'acme.example'");
    set.text("quote", Texts::quote);
    set.describe(
        CHAPTER,
        "quote(text)",
        "In double quotes, for filters that are text; what would end the quote is refused.",
        "quote('Ada') == '\"Ada\"'");
    set.text("quote_sql", Texts::quoteSql);
    set.describe(
        CHAPTER,
        "quote_sql(text)",
        "In single quotes, with `'` and `\\` escaped by a backslash: QuickBooks queries, SOQL.",
        "quote_sql(\"O'Brien\") == \"'O\\\\'Brien'\"");
  }

  private static void parts(FunctionSet set) {
    CelType texts = ListType.create(Types.TEXT);
    set.add(
        "split",
        "split_text",
        texts,
        args -> Texts.split(args[0].toString(), args[1].toString()),
        Types.TEXT,
        SimpleType.STRING);
    set.describe(
        CHAPTER,
        "split(text, separator)",
        "The parts between separators, trimmed, without empty ones.",
        "split('a; b;;c', ';') == ['a', 'b', 'c']",
        "first(split('EMEA > UK > London', '>')) == 'EMEA'");
    set.add(
        "last_part",
        "last_part_text",
        Types.TEXT,
        args -> FunctionSet.orNull(Texts.lastPart(FunctionSet.word(args[0]), args[1].toString())),
        Types.TEXT,
        SimpleType.STRING);
    set.describe(
        CHAPTER,
        "last_part(text, separator)",
        "What follows the last separator.",
        "last_part('gid://shop/Order/42', '/') == '42'");
    set.add(
        "left",
        "left_text",
        Types.TEXT,
        args -> FunctionSet.orNull(Texts.left(args[0].toString(), (Long) args[1])),
        Types.TEXT,
        SimpleType.INT);
    set.describe(
        CHAPTER,
        "left(text, count)",
        "At most that many characters.",
        "left('abcdef', 3) == 'abc'");
    set.add(
        "replace",
        "replace_text",
        Types.TEXT,
        args ->
            FunctionSet.orNull(args[0].toString().replace(args[1].toString(), args[2].toString())),
        Types.TEXT,
        SimpleType.STRING,
        SimpleType.STRING);
    set.describe(
        CHAPTER,
        "replace(text, this, by)",
        "With every occurrence replaced.",
        "replace('1-2-3', '-', '') == '123'");
  }

  private static void questions(FunctionSet set) {
    question(set, "contains", "Whether it is in there", String::contains);
    question(set, "starts_with", "Whether it begins so", String::startsWith);
    question(set, "ends_with", "Whether it ends so", String::endsWith);
  }

  private static void question(
      FunctionSet set, String name, String meaning, BiPredicate<String, String> holds) {
    set.addNullable(
        name,
        name + "_null_safe",
        SimpleType.BOOL,
        args ->
            args[0] instanceof String text
                && args[1] instanceof String part
                && holds.test(text, part),
        Types.TEXT,
        Types.TEXT);
    set.describe(
        CHAPTER,
        name + "(text, part)",
        meaning + "; false where there is no text.",
        name + "('aba', 'a')",
        "!" + name + "(null, 'a')");
  }

  private static void conversions(FunctionSet set) {
    Body spoken = args -> args[0].toString();
    set.add("text", "text_text", Types.TEXT, spoken, Types.TEXT);
    set.add("text", "text_integer", Types.TEXT, spoken, Types.INTEGER);
    set.add("text", "text_decimal", Types.TEXT, spoken, Types.DECIMAL);
    set.add("text", "text_boolean", Types.TEXT, spoken, Types.BOOLEAN);
    set.add("text", "text_date", Types.TEXT, spoken, Types.DATE);
    set.add("text", "text_instant", Types.TEXT, spoken, Types.INSTANT);
    set.describe(
        CHAPTER,
        "text(value)",
        "A number, a date, a time or a truth value as text.",
        "text(42) == '42'",
        "text(date('2026-03-01')) == '2026-03-01'",
        "text(time_seconds(0)) == '1970-01-01T00:00:00Z'");
    set.add(
        "boolean",
        "boolean_text",
        Types.BOOLEAN,
        args -> Texts.truth(FunctionSet.word(args[0])),
        Types.TEXT);
    set.add(
        "boolean", "boolean_integer", Types.BOOLEAN, args -> (Long) args[0] != 0, Types.INTEGER);
    set.describe(
        CHAPTER,
        "boolean(text)",
        "True for true, yes, y, on, 1; false for false, no, n, off, 0; anything else is refused.",
        "boolean('Yes')",
        "!boolean('0')");
  }

  private static void digests(FunctionSet set) {
    set.text("md5", text -> Texts.digest("MD5", text));
    set.describe(
        CHAPTER,
        "md5(text)",
        "MD5 in hex, where a tool names records by it (Mailchimp).",
        "md5(lower('Ada@acme.example')) == md5('ada@acme.example')",
        "md5('') == null");
    set.text("sha256", text -> Texts.digest("SHA-256", text));
    set.describe(
        CHAPTER,
        "sha256(text)",
        "SHA-256 in hex: compares without keeping.",
        "left(sha256('abc'), 8) == 'ba7816bf'");
    set.text("base64", Texts::base64);
    set.describe(CHAPTER, "base64(text)", "Base64 of its UTF-8 bytes.", "base64('abc') == 'YWJj'");
    set.text("unbase64", Texts::unbase64);
    set.describe(CHAPTER, "unbase64(text)", "The text behind Base64.", "unbase64('YWJj') == 'abc'");
  }

  /** Chapters in which lists of texts are made into one, kept here beside what splits them. */
  static Object join(List<?> parts, String separator) {
    return FunctionSet.orNull(
        parts.stream()
            .filter(String.class::isInstance)
            .map(Object::toString)
            .filter(text -> !text.isBlank())
            .collect(java.util.stream.Collectors.joining(separator)));
  }
}
