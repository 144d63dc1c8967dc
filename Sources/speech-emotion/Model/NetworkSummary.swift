import SpeechEmotion
import TerminalInterface

/// A network's layers in words, with their numbers of parameters.
struct NetworkSummary {
  /// One layer.
  struct Row {
    /// The layer in words.
    let text: String
    /// Numbers that it has by itself, running statistics included.
    let parameters: Int
    /// How many residual blocks it lies in.
    let depth: Int
  }

  /// Layers from input to output.
  let rows: [Row]

  /// Describes a network.
  ///
  /// - Parameter spec: A network whose layers fit together, as those of loaded models do.
  init(_ spec: NetworkSpec) {
    let layers = (try? spec.resolved()) ?? []
    rows = Self.rows(layers, depth: 0)
  }

  /// All numbers of the network.
  var parameterCount: Int { rows.reduce(0) { $0 + $1.parameters } }

  private static func rows(_ layers: [ResolvedLayer], depth: Int) -> [Row] {
    layers.flatMap { layer in
      let own = layer.parameters.reduce(0) { $0 + $1.count }
      return [Row(text: words(layer), parameters: own, depth: depth)] + rows(layer.layers, depth: depth + 1)
    }
  }

  private static func words(_ layer: ResolvedLayer) -> String {
    let sizes = "\(layer.inputSize) to \(layer.outputSize)"
    switch layer.spec {
    case .conv1d(_, let kernelSize, let stride, let dilation, _):
      let extras = (stride > 1 ? ", stride \(stride)" : "") + (dilation > 1 ? ", dilation \(dilation)" : "")
      return "convolution \(sizes), kernel \(kernelSize)\(extras)"
    case .batchNorm: return "batch normalisation"
    case .layerNorm: return "layer normalisation"
    case .activation(let activation): return words(activation)
    case .maxPool(let size): return "maximum of \(size) frames"
    case .averagePool(let size): return "mean of \(size) frames"
    case .residual: return "residual block \(sizes)"
    case .lstm(_, let bidirectional, _): return "LSTM \(sizes)\(bidirectional ? ", two-way" : "")"
    case .lastStep: return "last step"
    case .meanPool: return "mean over time"
    case .statisticsPool: return "mean and deviation over time"
    case .attentionPool: return "attention pooling over time"
    case .attentionStatisticsPool: return "attention pooling over time, mean and deviation"
    case .dense: return "dense \(sizes)"
    case .dropout(let rate): return "dropout \(NumberFormat.fixed(Double(rate), decimals: 2))"
    case .softmax: return "softmax"
    }
  }

  private static func words(_ activation: ActivationSpec) -> String {
    switch activation {
    case .relu: "ReLU"
    case .leakyReLU(let slope): "leaky ReLU, slope \(NumberFormat.fixed(Double(slope), decimals: 2))"
    case .gelu: "GELU"
    case .silu: "SiLU"
    case .tanh: "tanh"
    }
  }
}
