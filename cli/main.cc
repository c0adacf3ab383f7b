#include "cli/main_loop.h"

int main(int argc, char** argv) { return realist::cli::run({argv + 1, argv + argc}); }
