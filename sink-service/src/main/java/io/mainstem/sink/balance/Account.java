package io.mainstem.sink.balance;

/** What a source sends of one kind of object: the unit that has a balance in each hour. */
record Account(String connection, String object) {}
