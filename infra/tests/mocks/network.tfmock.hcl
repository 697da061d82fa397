# modules/network run by itself: the addresses lack module.network.

override_resource {
  target          = aws_vpc.this
  override_during = plan
  values = {
    id = "vpc-this"
  }
}

override_resource {
  target          = aws_default_security_group.this
  override_during = plan
  values = {
    id = "sg-default"
  }
}

override_resource {
  target          = aws_eip.nat
  override_during = plan
  values = {
    id = "eipalloc-nat"
  }
}

override_resource {
  target          = aws_subnet.private["ap-northeast-1a"]
  override_during = plan
  values = {
    id = "subnet-private-a"
  }
}

override_resource {
  target          = aws_subnet.private["ap-northeast-1c"]
  override_during = plan
  values = {
    id = "subnet-private-c"
  }
}

override_resource {
  target          = aws_subnet.public["ap-northeast-1a"]
  override_during = plan
  values = {
    id = "subnet-public-a"
  }
}

override_resource {
  target          = aws_subnet.public["ap-northeast-1c"]
  override_during = plan
  values = {
    id = "subnet-public-c"
  }
}

override_resource {
  target          = aws_route_table.private
  override_during = plan
  values = {
    id = "rtb-private"
  }
}

override_resource {
  target          = aws_route_table.public
  override_during = plan
  values = {
    id = "rtb-public"
  }
}

override_resource {
  target          = aws_internet_gateway.this
  override_during = plan
  values = {
    id = "igw-this"
  }
}

override_resource {
  target          = aws_nat_gateway.this
  override_during = plan
  values = {
    id = "nat-this"
  }
}

override_resource {
  target          = aws_security_group.caller
  override_during = plan
  values = {
    id = "sg-caller"
  }
}

override_resource {
  target          = aws_security_group.endpoint
  override_during = plan
  values = {
    id = "sg-endpoint"
  }
}

override_resource {
  target          = aws_vpc_endpoint.lambda
  override_during = plan
  values = {
    id = "vpce-lambda"
  }
}
