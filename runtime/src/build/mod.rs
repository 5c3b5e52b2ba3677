//! Which images a program needs, and how each is made: a base, and one layer with the program on top.
