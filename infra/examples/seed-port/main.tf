# A SAM template's resources, each in Terraform's words and no more. README.md says
# what changed on the way, and which change makes the invoke hang.

provider "aws" {
  region = var.region
}

resource "aws_vpc" "this" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "${var.region}a"
}

resource "aws_subnet" "c" {
  vpc_id            = aws_vpc.this.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "${var.region}c"
}

# In SAM a security group without rules lets everything out. Here it lets nothing out.
resource "aws_security_group" "caller" {
  description = "Security group of the Lambda in the VPC"
  vpc_id      = aws_vpc.this.id
}

resource "aws_security_group" "endpoint" {
  description = "Security group of the VPC endpoint"
  vpc_id      = aws_vpc.this.id

  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_vpc_endpoint" "lambda" {
  vpc_id              = aws_vpc.this.id
  service_name        = "com.amazonaws.${var.region}.lambda"
  vpc_endpoint_type   = "Interface"
  subnet_ids          = [aws_subnet.a.id, aws_subnet.c.id]
  security_group_ids  = [aws_security_group.endpoint.id]
  private_dns_enabled = true
}

resource "aws_iam_role" "caller" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "caller" {
  role = aws_iam_role.caller.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"]
        Resource = "*"
      },
      {
        Effect = "Allow"
        Action = [
          "ec2:CreateNetworkInterface",
          "ec2:DescribeNetworkInterfaces",
          "ec2:DetachNetworkInterface",
          "ec2:DeleteNetworkInterface",
        ]
        Resource = "*"
      },
      {
        Effect   = "Allow"
        Action   = "lambda:InvokeFunction"
        Resource = "*"
      },
    ]
  })
}

resource "aws_lambda_function" "caller" {
  function_name    = "${var.name}-caller"
  role             = aws_iam_role.caller.arn
  runtime          = "provided.al2023"
  handler          = "bootstrap"
  filename         = var.caller_package
  source_code_hash = fileexists(var.caller_package) ? filebase64sha256(var.caller_package) : null
  memory_size      = 512
  timeout          = 15

  environment {
    variables = {
      CALLEE_FUNCTION_NAME   = aws_lambda_function.callee.function_name
      INVOKE_TIMEOUT_SECONDS = "10"
    }
  }

  vpc_config {
    subnet_ids         = [aws_subnet.a.id, aws_subnet.c.id]
    security_group_ids = [aws_security_group.caller.id]
  }

  # Lambda makes the network interfaces with this role's permissions.
  depends_on = [aws_iam_role_policy.caller]
}

# The role that SAM makes for a function that names none.
resource "aws_iam_role" "callee" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "callee" {
  role       = aws_iam_role.callee.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

resource "aws_lambda_function" "callee" {
  function_name    = "${var.name}-callee"
  role             = aws_iam_role.callee.arn
  runtime          = "provided.al2023"
  handler          = "bootstrap"
  filename         = var.callee_package
  source_code_hash = fileexists(var.callee_package) ? filebase64sha256(var.callee_package) : null
  memory_size      = 512
  timeout          = 5
}
