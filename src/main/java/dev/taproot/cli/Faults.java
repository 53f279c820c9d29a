package dev.taproot.cli;

import dev.taproot.input.InvalidInputException;
import dev.taproot.input.NearestNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is said when something goes wrong: one sentence, and an exit code. */
final class Faults {
  private final Terminal terminal;
  private final BooleanSupplier stacktrace;

  Faults(Terminal terminal, BooleanSupplier stacktrace) {
    this.terminal = terminal;
    this.stacktrace = stacktrace;
  }

  /** The arguments could not be read. */
  int onUsage(ParameterException fault, String[] args) {
    CommandLine command = fault.getCommandLine();
    terminal.complain(
        "%s (see %s --help)".formatted(sentence(fault), command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  /** A command failed. */
  int onExecution(Exception fault, CommandLine command, ParseResult arguments) {
    if (fault instanceof UsageException) {
      terminal.complain(
          "%s (see %s --help)"
              .formatted(fault.getMessage(), command.getCommandSpec().qualifiedName()));
      return ExitCode.USAGE;
    }
    if (fault instanceof InvalidInputException) {
      terminal.complain(String.valueOf(fault.getMessage()));
      trace(fault);
      return ExitCode.INVALID_INPUT;
    }
    if (fault instanceof CancellationException) {
      return ExitCode.INTERRUPTED;
    }
    return unexpected(fault);
  }

  /** The program is at fault, or the machine. */
  int unexpected(Throwable fault) {
    String message = fault.getMessage();
    String first = message == null ? "" : message.lines().findFirst().orElse("");
    terminal.complain(
        "Unexpected %s%s%s"
            .formatted(
                fault.getClass().getName(),
                first.isEmpty() ? "" : ": " + first,
                stacktrace.getAsBoolean() ? "" : " (--stacktrace shows where it arose)"));
    trace(fault);
    return ExitCode.FAILURE;
  }

  private void trace(Throwable fault) {
    if (stacktrace.getAsBoolean()) {
      fault.printStackTrace(terminal.err());
    }
  }

  private static String sentence(ParameterException fault) {
    if (fault.getCause() instanceof InvalidInputException) {
      return String.valueOf(fault.getCause().getMessage()).replaceFirst("\\.$", "");
    }
    if (fault instanceof MissingParameterException missing
        && missing.getMissing().stream().anyMatch(ArgSpec::isPositional)) {
      return "No image is given; a picture's path or a sample's name, such as chelsea, would be right";
    }
    String said = String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    if (fault instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().get(0);
      Set<String> commands = fault.getCommandLine().getSubcommands().keySet();
      if (!commands.isEmpty() && !first.startsWith("-")) {
        return "No command is called \"%s\"%s"
            .formatted(first, NearestNames.didYouMean(first, commands));
      }
      if (!first.startsWith("-")) {
        return "\"%s\" is one word too many; options only would be right".formatted(first);
      }
      List<String> near = unmatched.getSuggestions();
      return near.isEmpty() ? said : said + "; did you mean " + String.join(" or ", near) + "?";
    }
    return said;
  }
}
