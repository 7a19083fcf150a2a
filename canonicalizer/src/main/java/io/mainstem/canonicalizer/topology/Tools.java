package io.mainstem.canonicalizer.topology;

import java.time.InstantSource;

/** What every processor needs besides its decision. */
record Tools(InstantSource clock, OutcomeMeter meter, Patience patience) {}
