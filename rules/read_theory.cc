#include "rules/read_theory.h"
