package io.mainstem.local;

import io.mainstem.backbone.BackboneException;
import io.mainstem.connections.WorkspaceException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command behind {@code ./mainstem}. */
@Command(
    name = "mainstem",
    description = "The layer between the tools a business already uses.",
    mixinStandardHelpOptions = true,
    version = "Mainstem 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UpCommand.class,
      DemoCommand.class,
      CheckCommand.class,
      ConformanceCommand.class,
      TryCommand.class,
      NewToolCommand.class,
      ReplayCommand.class,
      QuarantineCommand.class,
      TraceCommand.class,
      WhyCommand.class,
      IdentityCommand.class,
      WhatIfCommand.class,
      StatusCommand.class
    })
public final class Mainstem {
  private Mainstem() {}

  public static void main(String[] arguments) {
    System.exit(commands().execute(arguments));
  }

  static CommandLine commands() {
    // What follows a measurement's name is that measurement's.
    CommandLine bench = new CommandLine(new BenchCommand()).setStopAtPositional(true);
    return new CommandLine(new Mainstem())
        .addSubcommand(bench)
        .setExecutionExceptionHandler(Mainstem::inOneSentence);
  }

  private static int inOneSentence(
      Exception failure, CommandLine commands, CommandLine.ParseResult parsed) throws Exception {
    if (failure instanceof BackboneException known) {
      commands.getErr().println("mainstem: " + known.getMessage());
      return commands.getCommandSpec().exitCodeOnExecutionException();
    }
    if (failure instanceof WorkspaceException wrong) {
      wrong.problems().forEach(commands.getErr()::println);
      return commands.getCommandSpec().exitCodeOnExecutionException();
    }
    throw failure;
  }
}
