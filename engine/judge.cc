#include "engine/judge.h"
