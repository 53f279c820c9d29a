package dev.taproot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          2 | explian chelsea                       | No command is called "explian"; did you mean "explain"?
          2 | explain                               | No image is given; a picture's path or a sample's name
          2 | explain chelsea --rule flwo           | No rule is called "flwo"; flow, peak or sum would be right
          2 | explain chelsea --depth deep          | Invalid value for option '--depth': "deep" is given, a whole number would be right
          2 | explain chelsea --netwrok x.pt        | Unknown option: '--netwrok'; did you mean --network?
          2 | classify chelsea --labels imagenet    | --labels describes a network of your own, but none is given
          2 | classify chelsea --size 224           | --size describes a network of your own, but none is given
          2 | explain chelsea --mean a,b,c          | Invalid value for option '--mean' (R,G,B): "a" is given, a number would be right
          2 | explain chelsea coffee --json f.json  | --json is one file for 2 images, "f.json"; a folder that is there would be right
          2 | explain chelsea --json f --csv ./f    | --csv would write over another output
          1 | explain chelsea --report no/such.html | there is no folder
          1 | explain chelsea --depth 0             | The depth is how many layers to go down, given 0
          1 | explain chelsea --width 0             | The width is how many channels support each decision, given 0
          1 | explain chelsea --integrated 0        | Integrated gradients are given 0 steps; 1 to 1000 would be right.
          1 | explain chelsea --target 1000         | There is no class 1000: the network has 1000, from 0 to 999
          1 | explain chelsea --layers foo          | No layer is called "foo"
          1 | classify chelsea --top 0              | --top is how many classes to show, given 0
          1 | classify chelsa                       | did you mean "chelsea"?
          1 | classify no/such.jpg                  | such.jpg
          1 | layers --network no-such.pt           | There is no network "no-such.pt"
          1 | layers --network pom.xml              | "pom.xml" is no TorchScript archive
          1 | layers --device tpu                   | No device is called "tpu"
          """)
  void isSaidInOneSentence(int code, String line, String sentence) {
    Run run = Run.of((Object[]) line.split(" "));

    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.err()).startsWith("taproot: ").contains(sentence);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
  }
}
