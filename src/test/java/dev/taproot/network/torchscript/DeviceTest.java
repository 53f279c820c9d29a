package dev.taproot.network.torchscript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import dev.taproot.input.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which device is chosen, on machines with and without GPUs. */
class DeviceTest {
  @ParameterizedTest
  @CsvSource({
    "'', 0, cpu",
    "'', 1, gpu0",
    "'', 4, gpu0",
    "cpu, 4, cpu",
    "gpu, 1, gpu0",
    "gpu3, 4, gpu3"
  })
  void theFirstGpuIsTakenUnlessAnotherDeviceIsNamed(String name, int gpus, String chosen) {
    Device device = PyTorch.device(name, gpus);

    assertThat(device.isGpu() ? "gpu" + device.getDeviceId() : "cpu").isEqualTo(chosen);
  }

  @ParameterizedTest
  @CsvSource({"gpu, 0, no GPU", "gpu1, 1, 1 GPU", "gpu999, 8, 8 GPUs"})
  void aGpuThatIsNotThereIsRefusedRatherThanReplaced(String name, int gpus, String seen) {
    assertThatThrownBy(() -> PyTorch.device(name, gpus))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "There is no device \"%s\": PyTorch sees %s here; cpu would be right."
                .formatted(name, seen));
  }

  @Test
  void aNameOfNoDeviceIsRefused() {
    assertThatThrownBy(() -> PyTorch.device("cuda:0", 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("No device is called \"cuda:0\"; cpu, gpu or gpu0 would be right.");
  }
}
