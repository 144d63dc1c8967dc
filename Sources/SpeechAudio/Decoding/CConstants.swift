/// C's enumerators arrive as whole numbers of one kind or another; libsndfile's functions want `int`.
extension BinaryInteger {
  var whole: Int { Int(self) }
  var signed: Int32 { Int32(truncatingIfNeeded: self) }
}

extension RawRepresentable where RawValue: BinaryInteger {
  var whole: Int { Int(rawValue) }
  var signed: Int32 { Int32(truncatingIfNeeded: rawValue) }
}
