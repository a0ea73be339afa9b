#include "helper/helper.h"

#include <ctype.h>
#include <string.h>

/* A range of octets that is not ended by a zero: names and patterns are cut out of longer texts. */
struct text {
  const char *at, *end;
};
enum { NO_HIT = 0, ALLOW = 1, DENY = 2, INSIST = 4 };

static struct text without_spaces(struct text text) {
  while (text.at < text.end && isspace((unsigned char)*text.at)) text.at++;
  while (text.at < text.end && isspace((unsigned char)text.end[-1])) text.end--;
  return text;
}

/* The end of the UTF-8 character that begins here; an octet that begins none is a character of its own. */
static const char *after_character(struct text text) {
  const unsigned char first = (unsigned char)*text.at;
  const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
  const char *next = text.at + 1;
  for (int i = 0; i < more && next < text.end && ((unsigned char)*next & 0xc0) == 0x80; i++) next++;
  return next;
}

/* UTF-8 sorts as its characters do. */
static int order(struct text a, struct text b) {
  const size_t la = (size_t)(a.end - a.at), lb = (size_t)(b.end - b.at);
  const int octets = memcmp(a.at, b.at, la < lb ? la : lb);
  return octets != 0 ? octets : la < lb ? -1 : la > lb;
}

static struct text next_character(struct text *text) {
  const struct text one = {text->at, after_character(*text)};
  text->at = one.end;
  return one;
}

/* What stands between the brackets: characters and ranges, all of it negated by a `!` in front of something. */
static int class_holds(struct text class, struct text character) {
  const int negated = class.end - class.at > 1 && *class.at == '!';
  class.at += negated;
  int holds = 0;
  while (class.at < class.end) {
    const struct text from = next_character(&class);
    struct text to = from;
    if (class.end - class.at > 1 && *class.at == '-') {
      class.at++;
      to = next_character(&class);
    }
    holds |= order(from, character) <= 0 && order(character, to) <= 0;
  }
  return holds != negated;
}

/* The `]` of a class that begins here and has something in it, or NULL: then the bracket is a character as any other. */
static const char *end_of_class(struct text pattern) {
  const char *close = *pattern.at == '[' ? memchr(pattern.at, ']', (size_t)(pattern.end - pattern.at)) : NULL;
  return close != NULL && close > pattern.at + 1 ? close : NULL;
}

/* Whether the next step of the pattern takes the next character of the name; both are behind it then. */
static int take_step(struct text *pattern, struct text *name) {
  const char *close = end_of_class(*pattern);
  struct text rest = *name;
  const struct text character = next_character(&rest);
  if (close != NULL) {
    if (!class_holds((struct text){pattern->at + 1, close}, character)) return 0;
    pattern->at = close + 1;
  } else {
    const struct text literal = next_character(pattern);
    if (*literal.at != '?' && order(literal, character) != 0) return 0;
  }
  *name = rest;
  return 1;
}

/* Goes back to the last `*` only: no pattern costs more than the product of both lengths. */
static int matches(struct text pattern, struct text name) {
  struct text after_star = {NULL, NULL}, tried = name;
  while (name.at < name.end) {
    if (pattern.at < pattern.end && *pattern.at == '*') {
      pattern.at++;
      after_star = pattern;
      tried = name;
      continue;
    }
    struct text step = pattern;
    if (pattern.at < pattern.end && take_step(&step, &name)) {
      pattern = step;
    } else if (after_star.at != NULL) {
      pattern = after_star;
      tried.at = after_character(tried);
      name = tried;
    } else {
      return 0;
    }
  }
  while (pattern.at < pattern.end && *pattern.at == '*') pattern.at++;
  return pattern.at == pattern.end;
}

int pattern_allows(const char *pattern, const char *name) {
  int said = NO_HIT, terms = 0, denials = 0;
  const struct text whole = {name, name + strlen(name)};
  for (const char *at = pattern;;) {
    const char *end = at + strcspn(at, ",");
    struct text term = without_spaces((struct text){at, end});
    const int marks = term.at == term.end || *term.at != '!' ? 0 : term.end - term.at > 1 && term.at[1] == '!' ? 2 : 1;
    if (term.at < term.end) {
      terms++;
      denials += marks == 1;
      term.at += marks;
      if (matches(term, whole)) said |= marks == 0 ? ALLOW : marks == 1 ? DENY : INSIST;
    }
    if (*end == '\0') break;
    at = end + 1;
  }
  if (terms == 0 || said & INSIST) return 1;
  if (said & DENY) return 0;
  return terms == denials || (said & ALLOW);
}
