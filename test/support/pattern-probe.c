/* For tests: reads pattern and name, each ended by a zero, again and again, and prints 1 or 0 for each pair: whether the helper's rules allow it. */
#include "helper/helper.h"

#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char *pattern = NULL, *name = NULL;
  size_t pattern_size = 0, name_size = 0;
  while (getdelim(&pattern, &pattern_size, '\0', stdin) > 0 && getdelim(&name, &name_size, '\0', stdin) > 0)
    putchar(pattern_allows(pattern, name) ? '1' : '0');
  free(pattern);
  free(name);
  return 0;
}
