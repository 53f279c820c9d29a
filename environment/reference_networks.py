"""Small untrained networks of the families that Taproot reads, with numbers as lively as trained ones.

Each is made of torchvision's own building blocks, narrowed, unless its docstring says otherwise.
"""

from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torchvision.models import (
    ConvNeXt,
    DenseNet,
    EfficientNet,
    GoogLeNet,
    Inception3,
    MNASNet,
    MobileNetV2,
    MobileNetV3,
    RegNet,
    ResNet,
    ShuffleNetV2,
    SqueezeNet,
    VGG,
)
from torchvision.models.convnext import CNBlockConfig
from torchvision.models.efficientnet import FusedMBConvConfig, MBConvConfig
from torchvision.models.googlenet import Inception
from torchvision.models.googlenet import BasicConv2d as GoogLeNetConv
from torchvision.models.inception import BasicConv2d as InceptionConv
from torchvision.models.inception import InceptionA, InceptionB, InceptionC, InceptionD, InceptionE
from torchvision.models.mobilenetv3 import InvertedResidualConfig
from torchvision.models.regnet import BlockParams
from torchvision.models.resnet import BasicBlock, Bottleneck
from torchvision.models.squeezenet import Fire
from torchvision.models.vgg import make_layers
from torchvision.ops import Conv2dNormActivation, StochasticDepth

CLASSES = 10


class NarrowResNet(ResNet):
    """A ResNet of 8 to 64 planes."""

    def __init__(self, block: type[BasicBlock | Bottleneck], blocks: list[int], planes: int = 8) -> None:
        nn.Module.__init__(self)
        self._norm_layer = nn.BatchNorm2d
        self.inplanes = planes
        self.dilation = self.groups = 1
        self.base_width = 64
        self.conv1 = nn.Conv2d(3, planes, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn1 = nn.BatchNorm2d(planes)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(kernel_size=3, stride=2, padding=1)
        self.layer1 = self._make_layer(block, planes, blocks[0])
        self.layer2 = self._make_layer(block, planes * 2, blocks[1], stride=2)
        self.layer3 = self._make_layer(block, planes * 3, blocks[2], stride=2)
        self.layer4 = self._make_layer(block, planes * 4, blocks[3], stride=2)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(planes * 4 * block.expansion, CLASSES)


class NarrowVgg(VGG):
    """A VGG of 8 to 24 channels with one hidden fully connected layer."""

    def __init__(self, batch_norm: bool) -> None:
        nn.Module.__init__(self)
        self.features = make_layers([8, "M", 16, "M", 16, 16, "M", 24, "M"], batch_norm)
        self.avgpool = nn.AdaptiveAvgPool2d((2, 2))
        self.classifier = nn.Sequential(nn.Linear(96, 32), nn.ReLU(True), nn.Dropout(), nn.Linear(32, CLASSES))


class NarrowSqueezeNet(SqueezeNet):
    """A SqueezeNet of four Fire modules."""

    def __init__(self) -> None:
        nn.Module.__init__(self)
        pool = partial(nn.MaxPool2d, kernel_size=3, stride=2, ceil_mode=True)
        self.features = nn.Sequential(
            nn.Conv2d(3, 16, kernel_size=3, stride=2),
            nn.ReLU(inplace=True),
            pool(),
            Fire(16, 4, 8, 8),
            Fire(16, 4, 8, 8),
            pool(),
            Fire(16, 6, 12, 12),
            pool(),
            Fire(24, 8, 16, 16),
        )
        self.classifier = nn.Sequential(
            nn.Dropout(), nn.Conv2d(32, CLASSES, kernel_size=1), nn.ReLU(inplace=True), nn.AdaptiveAvgPool2d((1, 1))
        )


def narrowed(conv: type[nn.Module], factor: int) -> Any:
    """Return a convolution block that has a factor fewer channels than it is asked for."""

    def build(inputs: int, outputs: int, **kwargs: Any) -> nn.Module:
        return conv(inputs if inputs == 3 else inputs // factor, outputs // factor, **kwargs)

    return build


def mobilenet_v2() -> nn.Module:
    """A MobileNetV2 of six blocks, much of which ReLU6 clips."""
    network = MobileNetV2(
        CLASSES, inverted_residual_setting=[[1, 8, 1, 1], [4, 12, 2, 2], [4, 16, 2, 2], [4, 24, 1, 2]]
    )
    inputs = network.features[-1][0].in_channels
    network.features[-1] = Conv2dNormActivation(inputs, 64, kernel_size=1, activation_layer=nn.ReLU6)
    network.classifier[1] = nn.Linear(64, CLASSES)
    return network


def mobilenet_v3() -> nn.Module:
    """A MobileNetV3 of four blocks, two of them with squeeze and excitation."""
    config = partial(InvertedResidualConfig, dilation=1, width_mult=1)
    return MobileNetV3(
        [
            config(8, 3, 8, 8, True, "RE", 2),
            config(8, 3, 24, 16, False, "RE", 2),
            config(16, 3, 32, 16, False, "HS", 1),
            config(16, 5, 48, 24, True, "HS", 2),
        ],
        last_channel=32,
        num_classes=CLASSES,
    )


def densenet() -> nn.Module:
    """A DenseNet of three blocks of two layers."""
    return DenseNet(growth_rate=8, block_config=(2, 2, 2), num_init_features=16, num_classes=CLASSES)


def shufflenet_v2() -> nn.Module:
    """A ShuffleNetV2 of two units a stage."""
    return ShuffleNetV2([2, 2, 2], [8, 16, 32, 48, 64], CLASSES)


def googlenet() -> nn.Module:
    """A GoogLeNet of an eighth of the channels."""
    conv = narrowed(GoogLeNetConv, 8)
    inception = partial(Inception, conv_block=conv)
    network = GoogLeNet(CLASSES, aux_logits=False, init_weights=False, blocks=[conv, inception, nn.Identity])
    network.fc = nn.Linear(128, CLASSES)
    return network


def inception_v3() -> nn.Module:
    """An Inception v3 of a sixteenth of the channels."""
    conv = narrowed(InceptionConv, 16)
    mixed = [partial(kind, conv_block=conv) for kind in (InceptionA, InceptionB, InceptionC, InceptionD, InceptionE)]
    network = Inception3(CLASSES, aux_logits=False, init_weights=False, inception_blocks=[conv, *mixed, nn.Identity])
    network.fc = nn.Linear(128, CLASSES)
    return network


def mnasnet() -> nn.Module:
    """An MNASNet of a quarter of the channels; of its stacks of blocks only one has two."""
    network = MNASNet(0.25, CLASSES)
    for stack, blocks in {8: 1, 9: 2, 10: 1, 11: 1, 12: 1}.items():
        network.layers[stack] = network.layers[stack][:blocks]
    network.layers[14] = nn.Conv2d(network.layers[14].in_channels, 64, kernel_size=1, bias=False)
    network.layers[15] = nn.BatchNorm2d(64)
    network.classifier[1] = nn.Linear(64, CLASSES)
    return network


def regnet() -> nn.Module:
    """A RegNetY of four blocks."""
    params = BlockParams(
        depths=[1, 1, 2],
        widths=[8, 16, 24],
        group_widths=[8, 8, 8],
        bottleneck_multipliers=[1.0, 1.0, 1.0],
        strides=[2, 2, 2],
        se_ratio=0.25,
    )
    return RegNet(params, CLASSES, stem_width=8)


def efficientnet() -> nn.Module:
    """An EfficientNetV2 of fused and unfused blocks."""
    return EfficientNet(
        [
            FusedMBConvConfig(1, 3, 1, 8, 8, 1),
            FusedMBConvConfig(4, 3, 2, 8, 16, 2),
            MBConvConfig(4, 3, 2, 16, 24, 2),
            MBConvConfig(4, 5, 2, 24, 32, 1),
        ],
        dropout=0.2,
        last_channel=64,
        num_classes=CLASSES,
    )


def convnext() -> nn.Module:
    """A ConvNeXt of four blocks."""
    settings = [CNBlockConfig(8, 16, 1), CNBlockConfig(16, 24, 2), CNBlockConfig(24, None, 1)]
    return ConvNeXt(settings, stochastic_depth_prob=0.1, num_classes=CLASSES)


def conv_bn(inputs: int, outputs: int, stride: int = 1, kernel: int = 3) -> nn.Sequential:
    """Return a convolution that keeps its place, and its batch norm."""
    conv = nn.Conv2d(inputs, outputs, kernel, stride, padding=kernel // 2, bias=False)
    return nn.Sequential(conv, nn.BatchNorm2d(outputs))


class FunctionalBlock(nn.Module):
    """A residual block that calls F.relu twice and joins by +."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = conv_bn(inputs, outputs, stride)
        self.second = conv_bn(outputs, outputs)
        self.shortcut = conv_bn(inputs, outputs, stride, kernel=1) if stride > 1 else None

    def forward(self, x: Tensor) -> Tensor:
        out = self.second(F.relu(self.first(x)))
        skip = x if self.shortcut is None else self.shortcut(x)
        return F.relu(out + skip)


class FunctionalResNet(nn.Module):
    """Our own: its activations are no modules."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = conv_bn(3, 8, stride=2)
        self.layer1 = nn.Sequential(FunctionalBlock(8, 8, 1), FunctionalBlock(8, 8, 1))
        self.layer2 = nn.Sequential(FunctionalBlock(8, 16, 2))
        self.layer3 = nn.Sequential(FunctionalBlock(16, 24, 2))
        self.fc = nn.Linear(24, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.stem(x))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


class PlaceholderBlock(nn.Module):
    """A residual block with modules that do nothing in eval mode; its ReLU is called twice."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = conv_bn(inputs, outputs, stride)
        self.norm = nn.Identity()
        self.relu = nn.ReLU()
        self.second = conv_bn(outputs, outputs)
        self.drop_path = StochasticDepth(0.2, "row")
        self.shortcut = conv_bn(inputs, outputs, stride, kernel=1) if stride > 1 else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        out = self.second(self.relu(self.norm(self.first(x))))
        return self.relu(self.drop_path(out) + self.shortcut(x))


class PlaceholderResNet(nn.Module):
    """Our own: with Identity, Dropout and StochasticDepth in the way."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Sequential(*conv_bn(3, 8, stride=2), nn.ReLU(inplace=True), nn.Identity())
        self.stages = nn.ModuleList(
            [PlaceholderBlock(8, 8, 1), PlaceholderBlock(8, 16, 2), PlaceholderBlock(16, 24, 2)]
        )
        self.drop = nn.Dropout(0.2)
        self.head = nn.Linear(24, CLASSES)

    def forward(self, x: Tensor) -> Tensor:
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        return self.head(self.drop(x.mean((2, 3))))


class PlainStack(nn.Module):
    """Our own: three convolutions and a classifier."""

    def __init__(self) -> None:
        super().__init__()
        widths = [3, 8, 16, 24]
        self.features = nn.Sequential(
            *(nn.Sequential(*conv_bn(a, b, stride=2), nn.ReLU()) for a, b in zip(widths, widths[1:]))
        )
        self.fc = nn.Linear(24, CLASSES)


class TupleOutput(PlainStack):
    """Our own: gives the logits and its pooled features as a tuple."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        pooled = self.features(x).mean((2, 3))
        return self.fc(pooled), pooled


class DictOutput(PlainStack):
    """Our own: gives the logits and its pooled features as a dict."""

    def forward(self, x: Tensor) -> dict[str, Tensor]:
        pooled = self.features(x).mean((2, 3))
        return {"features": pooled, "logits": self.fc(pooled)}


class MaximaOutput(PlainStack):
    """Our own: pools the average and the maximum of each channel by function calls."""

    def forward(self, x: Tensor) -> Tensor:
        maps = self.features(x)
        return self.fc((F.adaptive_avg_pool2d(maps, 1) + F.adaptive_max_pool2d(maps, 1)).flatten(1))


class BatchOfOne(PlainStack):
    """Our own: traced, it has the number of images written into it, so that a batch cannot be run."""

    def forward(self, x: Tensor) -> Tensor:
        return self.fc(self.features(x).mean((2, 3)).reshape(int(x.shape[0]), 24))


class OtherSelf(PlainStack):
    """Our own: its author calls the module by another name than self."""

    def forward(this, x: Tensor) -> Tensor:  # noqa: N805
        return this.fc(this.features(x).mean((2, 3)))


class Constants(nn.Module):
    """Our own: piecewise linear, and adds constants in every way that is known."""

    def __init__(self) -> None:
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, stride=2)
        self.relu6 = nn.ReLU6(inplace=True)
        self.hardtanh = nn.Hardtanh(-1.5, 2.5, inplace=True)
        self.up = nn.ConvTranspose2d(8, 6, 2, stride=2)
        self.norm = nn.BatchNorm2d(6, affine=False)
        self.norm.running_mean.copy_(torch.linspace(-0.5, 0.5, 6))
        self.prelu = nn.PReLU(6)
        self.last = nn.Conv2d(6, 12, 3, stride=2, padding=1)
        self.pool = nn.MaxPool2d(2)
        self.offset = nn.Parameter(torch.linspace(-1, 1, 8).reshape(8, 1, 1))
        self.bias = nn.Parameter(torch.linspace(-1, 1, CLASSES))
        self.weight = nn.Parameter(torch.linspace(-1, 1, 12 * CLASSES).cos().reshape(CLASSES, 12))

    def forward(self, x: Tensor) -> Tensor:
        red = x[:, 0:1] * (0.229 / 0.5) + (0.485 - 0.5) / 0.5
        x = torch.cat([red, 1.5 - x[:, 1:2], x[:, 2:3] - 0.25], 1)
        x = self.conv(F.pad(x, (1, 1, 2, 0), value=0.5))
        x = self.relu6(self.hardtanh(3 * x + self.offset))
        x = self.hardtanh(x * 4)  # much is clipped at 2.5, where the one before it clips as well
        x = self.prelu(self.norm(self.up(x)))
        x = torch.clamp(x * 4, -1, 2).clamp_(max=2)  # clipped at the same bound twice
        x = torch.clamp_min(F.leaky_relu(x - 1, 0.2), -0.1)
        x = self.pool(self.last(x + 0.5)).clamp(-3, 3)
        return torch.addmm(self.bias, x.mean((2, 3)), self.weight.t())


@torch.no_grad()
def enliven(network: nn.Module, images: Tensor, generator: torch.Generator, gain: float = 1) -> nn.Module:
    """Give an untrained network numbers that neither die nor explode on its way down.

    Every convolution and linear layer is scaled so that its output has a standard
    deviation of one over the images. Batch norms get statistics near the true ones,
    and random weights around gain.

    Args:
        network: changed, and put in eval mode.
        images: N x 3 x H x W.
        generator: of every random number drawn here.
        gain: what the batch norms multiply with, on average.
    """

    def normal(like: Tensor, deviation: float) -> Tensor:
        return deviation * torch.randn(like.shape, generator=generator)

    def around_one(like: Tensor) -> Tensor:
        return 0.6 + 0.8 * torch.rand(like.shape, generator=generator)

    def before_norm(module: nn.BatchNorm2d, inputs: tuple[Tensor]) -> None:
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3))
        module.running_mean.copy_(mean + normal(mean, 0.2) * variance.sqrt())
        module.running_var.copy_(variance * around_one(variance))
        module.weight.copy_(gain * around_one(variance))
        module.bias.copy_(normal(mean, 0.2))

    def after_weights(module: nn.Conv2d | nn.Linear, inputs: tuple[Tensor], output: Tensor) -> Tensor:
        if module.bias is not None:
            module.bias.zero_()
        output = module.forward(inputs[0])
        module.weight.div_(output.std())
        if module.bias is not None:
            module.bias.copy_(normal(module.bias, 0.2))
        return module.forward(inputs[0])

    handles = []
    for module in network.eval().modules():
        if isinstance(module, nn.BatchNorm2d):
            handles.append(module.register_forward_pre_hook(before_norm))
        elif isinstance(module, (nn.Conv2d, nn.Linear)):
            handles.append(module.register_forward_hook(after_weights))
        elif isinstance(module, nn.LayerNorm):
            module.weight.copy_(around_one(module.weight))
            module.bias.copy_(normal(module.bias, 0.2))
        for name, parameter in module.named_parameters(recurse=False):
            if name == "layer_scale":
                parameter.copy_(around_one(parameter))
    network(images)
    for handle in handles:
        handle.remove()
    return network.requires_grad_(False)
