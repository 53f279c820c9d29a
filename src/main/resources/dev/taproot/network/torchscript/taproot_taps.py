def tap(value: Tensor,
    key: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  name = __torch__.taproot_taps.call_name(key, calls)
  if torch.__contains__(taps, name):
    wanted = True
  elif torch.__contains__(taps, "*"):
    wanted = torch.__and__(torch.is_floating_point(value), torch.ge(torch.dim(value), 2))
  else:
    wanted = False
  if wanted:
    result = __torch__.taproot_taps.cut(value, name, taps)
  else:
    result = value
  return result
def tap_window(value: Tensor,
    key: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int],
    kernel: List[int],
    stride: List[int],
    padding: List[int],
    dilation: List[int]) -> Tensor:
  result = __torch__.taproot_taps.tap(value, key, taps, calls)
  if torch.__contains__(taps, "*"):
    name = __torch__.taproot_taps.numbered(key, calls[key])
    size = __torch__.taproot_taps.pair(kernel, [1, 1])
    step = __torch__.taproot_taps.pair(stride, size)
    window = torch.add(torch.add(size, step), __torch__.taproot_taps.pair(padding, [0, 0]))
    window0 = torch.add(window, __torch__.taproot_taps.pair(dilation, [1, 1]))
    torch._set_item(taps, torch.add("window:", name), torch.tensor(torch.add(window0, [0])))
  else:
    pass
  return result
def tap_convolution(value: Tensor,
    key: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int],
    kernel: List[int],
    stride: List[int],
    padding: List[int],
    dilation: List[int],
    groups: int,
    source: Tensor,
    weight: Tensor) -> Tensor:
  tapped = __torch__.taproot_taps.tap_window(value, key, taps, calls, kernel, stride, padding, dilation)
  name = __torch__.taproot_taps.numbered(key, calls[key])
  if torch.__contains__(taps, "*"):
    positions = torch.floordiv(torch.numel(value), torch.size(value, 1))
    products = torch.mul(torch.numel(weight), positions)
    count = torch.fill_(torch.select(taps[torch.add("window:", name)], 0, 8), products)
  else:
    pass
  before = __torch__.taproot_taps.pair(padding, [0, 0])
  usual = torch.__and__(torch.eq(groups, 1), torch.ge(before[0], 0))
  if torch.__and__(usual, torch.__contains__(taps, torch.add("narrow:", name))):
    numbers = torch.add(torch.add(stride, before), dilation)
    torch._set_item(taps, torch.add("numbers:", name), torch.tensor(numbers))
    torch._set_item(taps, torch.add("source:", name), source)
    torch._set_item(taps, torch.add("weight:", name), weight)
    result = __torch__.taproot_taps.cut(tapped, name, taps)
  else:
    result = tapped
  return result
def cut(value: Tensor,
    name: str,
    taps: Dict[str, Tensor]) -> Tensor:
  torch._set_item(taps, torch.add("head:", name), value)
  if torch.__contains__(taps, torch.add("end:", name)):
    result = taps[torch.add("end:", name)]
  else:
    if torch.__contains__(taps, torch.add("put:", name)):
      source = taps[torch.add("put:", name)]
    else:
      source = value
    leaf = torch.requires_grad_(torch.detach(source), True)
    torch._set_item(taps, torch.add("leaf:", name), leaf)
    result = torch.clone(leaf)
  return result
def tap_image(image: Tensor,
    taps: Dict[str, Tensor]) -> Tensor:
  if torch.__contains__(taps, ":image"):
    result = __torch__.taproot_taps.cut(image, ":image", taps)
  else:
    result = image
  return result
def biased(value: Tensor,
    bias: Optional[Tensor],
    last: bool,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    wanted = torch.__isnot__(bias, None)
  else:
    wanted = False
  if wanted:
    shape = [1, -1]
    if last:
      pass
    else:
      for i in range(torch.sub(torch.dim(value), 2)):
        shape0 = torch.append(shape, 1)
    constant = torch.reshape(unchecked_cast(Tensor, bias), shape)
    result = __torch__.taproot_taps.with_constant(value, constant, operation, path, taps, calls)
  else:
    result = value
  return result
def clipped(value: Tensor,
    floor: float,
    ceiling: float,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    clips = torch.__or__(torch.le(value, floor), torch.ge(value, ceiling))
    constant = torch.mul(torch.detach(value), clips)
    result = __torch__.taproot_taps.with_constant(value, constant, operation, path, taps, calls)
  else:
    result = value
  return result
def normed(value: Tensor,
    weight: Optional[Tensor],
    bias: Optional[Tensor],
    mean: Optional[Tensor],
    variance: Optional[Tensor],
    training: bool,
    epsilon: float,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    wanted = torch.__and__(torch.__not__(training), torch.__isnot__(mean, None))
  else:
    wanted = False
  if wanted:
    shift = torch.neg(unchecked_cast(Tensor, mean))
    shift0 = torch.mul(shift, torch.rsqrt(torch.add(unchecked_cast(Tensor, variance), epsilon)))
    if torch.__isnot__(weight, None):
      shift1 = torch.mul(shift0, unchecked_cast(Tensor, weight))
    else:
      shift1 = shift0
    if torch.__isnot__(bias, None):
      shift2 = torch.add(shift1, unchecked_cast(Tensor, bias))
    else:
      shift2 = shift1
    result = __torch__.taproot_taps.biased(value, shift2, False, operation, path, taps, calls)
  else:
    result = value
  return result
def kept(value: Tensor,
    path: str,
    taps: Dict[str, Tensor]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    torch._set_item(taps, torch.add("kept:", path), torch.clone(torch.detach(value)))
  else:
    pass
  return value
def changed(value: Tensor,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    before = torch.pop(taps, torch.add("kept:", path))
    constant = torch.mul(torch.detach(value), torch.ne(value, before))
    result = __torch__.taproot_taps.with_constant(value, constant, operation, path, taps, calls)
  else:
    result = value
  return result
def raised(value: Tensor,
    number: float,
    sign: float,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    constant = torch.new_full(value, [1], torch.mul(number, sign))
    result = __torch__.taproot_taps.with_constant(value, constant, operation, path, taps, calls)
  else:
    result = value
  return result
def shifted(value: Tensor,
    constant: Tensor,
    sign: float,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    signed = torch.mul(constant, sign)
    result = __torch__.taproot_taps.with_constant(value, signed, operation, path, taps, calls)
  else:
    result = value
  return result
def padded(value: Tensor,
    sides: List[int],
    filling: float,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.__contains__(taps, "biases"):
    back = annotate(List[int], [])
    for i in range(torch.len(sides)):
      back0 = torch.append(back, torch.neg(sides[i]))
    inside = torch.zeros_like(torch.constant_pad_nd(torch.detach(value), back))
    constant = torch.constant_pad_nd(inside, sides, filling)
    result = __torch__.taproot_taps.with_constant(value, constant, operation, path, taps, calls)
  else:
    result = value
  return result
def with_constant(value: Tensor,
    constant: Tensor,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  if torch.ne(path, ""):
    owner = path
  elif torch.__contains__(calls, torch.add(":", operation)):
    count = torch.add(calls[torch.add(":", operation)], 1)
    owner = __torch__.taproot_taps.numbered(torch.add(":", operation), count)
  else:
    owner = torch.add(":", operation)
  name = torch.add("bias:", owner)
  if torch.__contains__(taps, name):
    pass
  else:
    none = torch.new_zeros(value, [torch.size(value, 0)])
    torch._set_item(taps, name, torch.requires_grad_(none, True))
  shape = [-1]
  for i in range(torch.sub(torch.dim(value), 1)):
    shape0 = torch.append(shape, 1)
  part = torch.reshape(taps[name], shape)
  return torch.add(value, torch.mul(torch.detach(constant), part))
def batch_norm(value: Tensor,
    weight: Tensor,
    bias: Tensor,
    mean: Tensor,
    variance: Tensor,
    epsilon: float,
    operation: str,
    path: str,
    taps: Dict[str, Tensor],
    calls: Dict[str, int]) -> Tensor:
  shape = [1, -1]
  for i in range(torch.sub(torch.dim(value), 2)):
    shape0 = torch.append(shape, 1)
  scale = torch.mul(weight, torch.rsqrt(torch.add(variance, epsilon)))
  shift = torch.sub(bias, torch.mul(mean, scale))
  result = torch.add_(torch.mul(value, torch.reshape(scale, shape)), torch.reshape(shift, shape))
  return __torch__.taproot_taps.biased(result, shift, False, operation, path, taps, calls)
def reshape(value: Tensor,
    shape: List[int]) -> Tensor:
  if torch.__and__(torch.gt(torch.dim(value), 0), torch.gt(torch.len(shape), 0)):
    nothing = torch.eq(torch.size(value, 0), 0)
  else:
    nothing = False
  if nothing:
    missing = 1
    for i in range(torch.sub(torch.dim(value), 1)):
      missing = torch.mul(missing, torch.size(value, torch.add(i, 1)))
    for i in range(torch.sub(torch.len(shape), 1)):
      if torch.gt(shape[torch.add(i, 1)], 0):
        missing = torch.floordiv(missing, shape[torch.add(i, 1)])
      else:
        pass
    sizes = [0]
    for i in range(torch.sub(torch.len(shape), 1)):
      if torch.lt(shape[torch.add(i, 1)], 0):
        size = missing
      else:
        size = shape[torch.add(i, 1)]
      sizes0 = torch.append(sizes, size)
    result = torch.reshape(value, sizes)
  elif __torch__.taproot_taps.is_of_nothing(value, shape):
    sizes = [torch.size(value, 0)]
    for i in range(torch.sub(torch.len(shape), 1)):
      sizes0 = torch.append(sizes, shape[torch.add(i, 1)])
    result = torch.reshape(value, sizes)
  else:
    result = torch.reshape(value, shape)
  return result
def is_of_nothing(value: Tensor,
    shape: List[int]) -> bool:
  if torch.__and__(torch.gt(torch.numel(value), 0), torch.gt(torch.len(shape), 0)):
    result = torch.eq(shape[0], 0)
  else:
    result = False
  return result
def call_name(key: str,
    calls: Dict[str, int]) -> str:
  if torch.__contains__(calls, key):
    count = torch.add(calls[key], 1)
  else:
    count = 0
  torch._set_item(calls, key, count)
  return __torch__.taproot_taps.numbered(key, count)
def numbered(key: str,
    count: int) -> str:
  if torch.eq(count, 0):
    name = key
  else:
    name = torch.format("{}#{}", key, count)
  return name
def pair(given: List[int],
    otherwise: List[int]) -> List[int]:
  if torch.ge(torch.len(given), 2):
    result = [given[0], given[1]]
  elif torch.eq(torch.len(given), 1):
    result = [given[0], given[0]]
  else:
    result = otherwise
  return result
def weights(channels: Tensor,
    maps: Tensor,
    head: Tensor) -> Tensor:
  weight = torch.zeros_like(head)
  shape = torch.size(torch.index_select(weight, 1, channels))
  return torch.index_copy(weight, 1, channels, torch.reshape(maps, shape))
def vjp(channels: Tensor,
    maps: Tensor,
    head: Tensor,
    leaf: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
  weight = __torch__.taproot_taps.weights(channels, maps, head)
  return __torch__.taproot_taps.gradient([head], leaf, [weight], True)
def vjp_narrow(channels: Tensor,
    maps: Tensor,
    head: Tensor,
    leaf: Tensor,
    middle: Tensor,
    source: Tensor,
    kernel: Tensor,
    numbers: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
  weight = __torch__.taproot_taps.weights(channels, maps, head)
  gradients = torch.grad([head], [middle], annotate(List[Optional[Tensor]], [weight]), True, False, True)
  found = gradients[0]
  if torch.__isnot__(found, None):
    above = unchecked_cast(Tensor, found)
    used = torch.any(torch.flatten(torch.ne(torch.select(above, 0, 0), 0), 1), 1)
    narrow = torch.reshape(torch.nonzero(used), [-1])
    stride = [int(numbers[0]), int(numbers[1])]
    padding = [int(numbers[2]), int(numbers[3])]
    dilation = [int(numbers[4]), int(numbers[5])]
    above0 = torch.index_select(above, 1, narrow)
    kernel0 = torch.index_select(kernel, 0, narrow)
    if torch.gt(torch.numel(narrow), 0):
      below, _0, _1, = torch.convolution_backward(above0, torch.detach(source), kernel0, None, stride, padding, dilation, False, [0, 0], 1, [True, False, False])
      below0 = below
    else:
      below0 = torch.zeros_like(source)
    below1 = below0
  else:
    below1 = torch.zeros_like(source)
  return __torch__.taproot_taps.gradient([head, source], leaf, [weight, below1], True)
def vjp_biases(channels: Tensor,
    maps: Tensor,
    head: Tensor,
    leaf: Tensor,
    biases: Dict[str, Tensor]) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
  weight = __torch__.taproot_taps.weights(channels, maps, head)
  below = [leaf]
  count = torch.sub(torch.len(biases), 1)
  for i in range(count):
    below0 = torch.append(below, biases[torch.format("{}", i)])
  gradients = torch.grad([head], below, annotate(List[Optional[Tensor]], [weight]), True, False, True)
  parts = torch.zeros([count], dtype=7)
  for i in range(count):
    found = gradients[torch.add(i, 1)]
    if torch.__isnot__(found, None):
      part = torch.fill_(torch.select(parts, 0, i), torch.sum(unchecked_cast(Tensor, found)))
    else:
      pass
  result, scores, some, = __torch__.taproot_taps.scored(gradients[0], leaf)
  return (result, scores, some, parts)
def intervened(kept: Tensor,
    put: Tensor,
    taps: Dict[str, Tensor]) -> str:
  name = __torch__.taproot_taps.first("put:", taps)
  whole = torch.detach(taps[name])
  shape = torch.size(kept)
  shape0 = torch.append(shape, 1)
  shape1 = torch.append(shape, 1)
  rows = torch.mul(whole, torch.reshape(kept, shape))
  torch._set_item(taps, name, torch.add_(rows, torch.reshape(put, shape)))
  return name
def values(channels: Tensor,
    maps: Tensor,
    logits: Tensor,
    taps: Dict[str, Tensor]) -> Tensor:
  read = __torch__.taproot_taps.first("read:", taps)
  if torch.eq(read, ""):
    head = logits
  else:
    head = taps[torch.replace(read, "read:", "head:", 1)]
  chosen = torch.to(torch.flatten(torch.index_select(head, 1, channels), 1), 7)
  return torch.sum(torch.mul(chosen, torch.to(maps, 7)), [1])
def vjps(head: Tensor,
    leaf: Tensor,
    neurons: Tensor) -> Tuple[Tensor, Tensor, Tensor, Tensor]:
  flat = torch.flatten(head, 1)
  rows = torch.mul(torch.select(neurons, 1, 0), torch.size(head, 2))
  rows0 = torch.add(rows, torch.select(neurons, 1, 1))
  places = torch.add(torch.mul(rows0, torch.size(head, 3)), torch.select(neurons, 1, 2))
  places0 = torch.unsqueeze(places, 1)
  values = torch.gather(torch.detach(flat), 1, places0)
  weight = torch.scatter(torch.zeros_like(flat), 1, places0, 1.)
  weight0 = torch.reshape(weight, torch.size(head))
  gradient, scores, some, = __torch__.taproot_taps.gradient([head], leaf, [weight0], False)
  return (gradient, scores, some, values)
def crops(neurons: Tensor,
    taps: Dict[str, Tensor]) -> str:
  put = __torch__.taproot_taps.first("put:", taps)
  whole = torch.detach(taps[put])
  parts = annotate(List[Tensor], [])
  for i in range(torch.len(neurons)):
    neuron = torch.select(neurons, 0, i)
    top = int(torch.select(neuron, 0, 3))
    left = int(torch.select(neuron, 0, 4))
    bottom = torch.add(top, int(torch.select(neuron, 0, 5)))
    right = torch.add(left, int(torch.select(neuron, 0, 6)))
    part = torch.slice(torch.slice(whole, 2, top, bottom, 1), 3, left, right, 1)
    parts0 = torch.append(parts, part)
  torch._set_item(taps, put, torch.cat(parts, 0))
  return torch.replace(put, "put:", "leaf:", 1)
def first(prefix: str,
    taps: Dict[str, Tensor]) -> str:
  keys = torch.keys(taps)
  found = ""
  for i in range(torch.len(keys)):
    if torch.startswith(keys[i], prefix):
      found0 = keys[i]
    else:
      found0 = found
    found = found0
  return found
def gradient(heads: List[Tensor],
    leaf: Tensor,
    weights: List[Tensor],
    again: bool) -> Tuple[Tensor, Tensor, Tensor]:
  given = annotate(List[Optional[Tensor]], [])
  for i in range(torch.len(weights)):
    given0 = torch.append(given, weights[i])
  gradients = torch.grad(heads, [leaf], given, again, False, True)
  return __torch__.taproot_taps.scored(gradients[0], leaf)
def scored(found: Optional[Tensor],
    leaf: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
  if torch.__isnot__(found, None):
    result = unchecked_cast(Tensor, found)
  else:
    result = torch.zeros_like(leaf)
  scores = torch.sum(torch.mul(result, torch.detach(leaf)), [2, 3])
  some = torch.any(torch.ne(scores, 0), 1)
  if bool(torch.all(some)):
    some0 = some
  else:
    some0 = torch.any(torch.ne(torch.flatten(result, 1), 0), 1)
  return (result, scores, torch.to(some0, 6))
def survey(image: Tensor,
    logits: Tensor,
    taps: Dict[str, Tensor]) -> Tuple[str, Tensor, Tensor]:
  heads = annotate(List[Tensor], [])
  leaves = [image]
  shapes = annotate(List[int], [])
  lowest = annotate(List[Tensor], [])
  lines = annotate(List[str], [])
  keys = torch.keys(taps)
  for i in range(torch.len(keys)):
    key = keys[i]
    if torch.startswith(key, "head:"):
      value = taps[key]
      heads0 = torch.append(heads, value)
      leaves0 = torch.append(leaves, taps[torch.replace(key, "head:", "leaf:", 1)])
      lowest0 = torch.append(lowest, torch.min(torch.detach(value)))
      lines0 = torch.append(lines, torch.format("{} {}", key, torch.size(value)))
    else:
      pass
    if torch.startswith(key, "window:"):
      numbers = taps[key]
      text = torch.format("{} [{}, {}, {}, {}, ", key, int(numbers[0]), int(numbers[1]), int(numbers[2]), int(numbers[3]))
      text0 = torch.format("{}, {}, {}, {}, {}]", int(numbers[4]), int(numbers[5]), int(numbers[6]), int(numbers[7]), int(numbers[8]))
      lines1 = torch.append(lines, torch.add(text, text0))
    else:
      pass
  heads1 = torch.append(heads, logits)
  count = torch.len(heads)
  reached = torch.zeros([count, count], dtype=6)
  for i in range(count):
    head = heads[i]
    if ops.prim.requires_grad(head):
      before = torch.slice(leaves, 0, torch.add(i, 1), 1)
      gradients = torch.grad([head], before, annotate(List[Optional[Tensor]], [torch.ones_like(head)]), True, False, True)
      for j in range(torch.len(before)):
        if torch.__isnot__(gradients[j], None):
          if torch.equal(torch.detach(head), torch.detach(before[j])):
            relation = 2
          else:
            relation = 1
          cell = torch.fill_(torch.select(torch.select(reached, 0, i), 0, j), relation)
        else:
          pass
    else:
      pass
  return (torch.join("\n", lines), reached, torch.stack(lowest))
def logits(result: Dict[str, Tensor]) -> Tensor:
  if torch.__contains__(result, "logits"):
    found = result["logits"]
  elif torch.__contains__(result, "out"):
    found = result["out"]
  else:
    found = torch.values(result)[0]
  return found
